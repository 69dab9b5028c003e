package dev.muster.config.section;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Resolves paths on the machine where the file is read. {@code ~} is the user's home; relative paths start at the file's folder.
 *
 * @param check whether the files must exist; the head reads a config whose files are on another machine
 */
public record LocalPaths(Path folder, Path home, Check check) {
    public enum Check {
        MUST_EXIST,
        ANYWHERE
    }

    public Path absolute(String text) {
        Path path = text.equals("~") ? home : text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
        return folder.resolve(path).toAbsolutePath().normalize();
    }

    /** Returns the absolute path, and reports an error if nothing is there. */
    public Optional<String> resolveOrFail(ConfigSection section, String key, String text) {
        return resolve(section, key, text, missing -> section.error(key, missing));
    }

    /** Returns the absolute path, and reports a warning if nothing is there. */
    public Optional<String> resolveOrWarn(ConfigSection section, String key) {
        return section.text(key)
                .flatMap(text -> resolve(section, key, text, missing -> section.warning(key, missing, "")));
    }

    /**
     * Returns the absolute path; empty, after reporting an error, if the text cannot be a path.
     *
     * @param report gets a message if nothing is there
     */
    public Optional<String> resolve(ConfigSection section, String key, String text, Consumer<String> report) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            section.error(key, "is not a valid path: it is empty or contains control characters");
            return Optional.empty();
        }
        if (check == Check.ANYWHERE) {
            // Not converted to a Path: this machine's locale may not support the file names of another.
            return Optional.of(text);
        }
        try {
            Path path = absolute(text);
            if (!Files.exists(path)) {
                report.accept(path + " does not exist on this machine");
            }
            return Optional.of(path.toString());
        } catch (InvalidPathException e) {
            section.error(key, "is not a valid path: " + e.getReason());
            return Optional.empty();
        }
    }
}
