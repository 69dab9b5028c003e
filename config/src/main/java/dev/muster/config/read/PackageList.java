package dev.muster.config.read;

import dev.muster.config.packages.PackageFile;
import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.LocalPaths;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.YamlTree;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Pip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the packages of an environment, as far as this machine has the files that list them. A file that is wrong is reported elsewhere. */
final class PackageList {
    private static final long MAX_BYTES = 1_000_000;

    private final LocalPaths paths;

    PackageList(LocalPaths paths) {
        this.paths = paths;
    }

    List<String> of(EnvironmentConfig environment) {
        Stream<String> conda = environment.conda().flatMap(EnvironmentConfig.Conda::file).stream()
                .flatMap(this::condaPackages);
        return Stream.concat(environment.pip().stream().flatMap(this::pipPackages), conda)
                .toList();
    }

    private Stream<String> pipPackages(Pip pip) {
        return switch (pip) {
            case Pip.Packages packages -> packages.packages().stream();
            case Pip.Requirements requirements ->
                requirements(requirements.file()).lines().map(String::strip);
        };
    }

    private String requirements(String name) {
        try {
            return paths.check() == LocalPaths.Check.ANYWHERE
                    ? ""
                    : PackageFile.requirements(Path.of(name)).text();
        } catch (IOException e) {
            return "";
        }
    }

    private Stream<String> condaPackages(String file) {
        Optional<RawValue> dependencies = new YamlTree(file, new Problems())
                .read(text(file))
                .flatMap(map -> new ConfigSection(map, "", new Problems()).raw("dependencies"));
        return dependencies.stream().flatMap(PackageList::texts);
    }

    /** Returns the strings of nested lists and mappings: pip's packages are a list below the others. */
    private static Stream<String> texts(RawValue raw) {
        return switch (raw) {
            case RawValue.Scalar scalar -> Stream.of(scalar.text());
            case RawValue.Sequence list -> list.items().stream().flatMap(PackageList::texts);
            case RawValue.Mapping map -> map.entries().values().stream().flatMap(entry -> texts(entry.value()));
        };
    }

    private String text(String name) {
        if (paths.check() == LocalPaths.Check.ANYWHERE) {
            return "";
        }
        Path file = Path.of(name);
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
