package dev.muster.config.read;

import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.LocalPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the name of the environment from an environment.yml. */
final class CondaFile {
    private static final Pattern NAME = Pattern.compile("name:\\s*[\"']?([^\"'#\\s]+)[\"']?\\s*(#.*)?");
    private static final long MAX_BYTES = 1_000_000;

    private CondaFile() {}

    /** Returns nothing, and reports an error, if the file has no name. A config from another machine must give a name or prefix instead. */
    static Optional<String> name(ConfigSection section, String key, String path, LocalPaths.Check check) {
        if (check == LocalPaths.Check.ANYWHERE) {
            section.error(key, "needs a name or a prefix");
            return Optional.empty();
        }
        Path file = Path.of(path);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<String> name = Optional.empty();
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                name = Files.readAllLines(file).stream()
                        .map(NAME::matcher)
                        .filter(line -> line.matches())
                        .map(line -> line.group(1))
                        .findFirst();
            }
        } catch (IOException e) {
            section.error(key, "cannot read " + path + ": " + e.getMessage());
            return Optional.empty();
        }
        if (name.isEmpty()) {
            section.error(key, path + " has no line 'name:'", "write {name: NAME, file: " + file.getFileName() + "}");
        }
        return name;
    }
}
