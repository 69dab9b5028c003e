package dev.muster.config.hosts;

import dev.muster.config.section.LocalPaths;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a file such as {@code @hosts.txt}, with a host or range on each line. {@code #} starts a comment. */
final class HostFile {
    private static final long MAX_BYTES = 1_000_000;

    private final LocalPaths paths;
    private final Problems problems;

    record Line(SourceLocation place, String text) {}

    HostFile(LocalPaths paths, Problems problems) {
        this.paths = paths;
        this.problems = problems;
    }

    List<Line> lines(SourceLocation place, String path, String name) {
        if (paths.check() == LocalPaths.Check.ANYWHERE) {
            problems.error(place, path, "host files can only be read on the machine that runs 'cluster up'");
            return List.of();
        }
        try {
            Path file = paths.absolute(name);
            if (!Files.isRegularFile(file)) {
                problems.error(place, path, "file not found: " + file);
            } else if (Files.size(file) > MAX_BYTES) {
                problems.error(place, path, file + " has more than " + MAX_BYTES + " bytes");
            } else {
                return read(name, Files.readAllLines(file));
            }
        } catch (IOException | InvalidPathException e) {
            problems.error(place, path, "cannot read the file '" + name + "': " + e.getMessage());
        }
        return List.of();
    }

    private static List<Line> read(String name, List<String> lines) {
        List<Line> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).replaceFirst("#.*", "").strip();
            if (!text.isEmpty()) {
                result.add(new Line(new SourceLocation(name, i + 1, 1), text));
            }
        }
        return result;
    }
}
