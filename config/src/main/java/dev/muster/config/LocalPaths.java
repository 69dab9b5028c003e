package dev.muster.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Paths on the machine where the file is read: made absolute, {@code ~} is the user's home, others begin at the file's folder.
 *
 * @param check whether the files must exist: not so on the head, which reads a config that was written elsewhere
 */
record LocalPaths(Path folder, Path home, Check check) {
    enum Check {
        MUST_EXIST,
        ANYWHERE
    }

    Path absolute(String text) {
        Path path = text.equals("~") ? home : text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
        return folder.resolve(path).toAbsolutePath().normalize();
    }

    /** Absolute; an error where there is nothing. */
    Optional<String> existing(ConfigSection section, String key, String text) {
        return resolve(section, key, text, missing -> section.error(key, missing));
    }

    /** Absolute; a warning where there is nothing. */
    Optional<String> hoped(ConfigSection section, String key) {
        return section.text(key)
                .flatMap(text -> resolve(section, key, text, missing -> section.warning(key, missing, "")));
    }

    /** Absolute; the sentence goes elsewhere where there is nothing. */
    Optional<String> perhaps(ConfigSection section, String key, String text, Consumer<String> report) {
        return resolve(section, key, text, report);
    }

    /** Empty, with an error, where the text cannot be a path. */
    private Optional<String> resolve(ConfigSection section, String key, String text, Consumer<String> report) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            section.error(key, "is not a path: it is empty or has control characters");
            return Optional.empty();
        }
        if (check == Check.ANYWHERE) {
            // Not made a Path: this machine's locale may not be able to write another's file names.
            return Optional.of(text);
        }
        try {
            Path path = absolute(text);
            if (!Files.exists(path)) {
                report.accept("there is no " + path + " on this machine");
            }
            return Optional.of(path.toString());
        } catch (InvalidPathException e) {
            section.error(key, "is not a path: " + e.getReason());
            return Optional.empty();
        }
    }
}
