package dev.muster.engine;

import java.util.List;

/**
 * What a file says that shows which engine it needs.
 *
 * @param setupCommands of the head and of all types
 * @param packages as {@code environment.pip} or its requirements file list them, and the dependencies of the conda environment
 * @param images the names of container images
 * @param programs names of programs that were found in the head's environment; empty before anybody looked
 */
public record EngineHints(
        EngineCommands commands,
        List<String> setupCommands,
        List<String> packages,
        List<String> images,
        List<String> programs) {
    public EngineHints {
        setupCommands = List.copyOf(setupCommands);
        packages = List.copyOf(packages);
        images = List.copyOf(images);
        programs = List.copyOf(programs);
    }
}
