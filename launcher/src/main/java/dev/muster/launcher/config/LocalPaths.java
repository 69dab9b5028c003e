package dev.muster.launcher.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

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

    /** Empty, with an error, where the text cannot be a path. */
    Optional<Path> resolve(Section section, String key, String text) {
        try {
            if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidPathException(text, "it is empty or has control characters");
            }
            return Optional.of(absolute(text));
        } catch (InvalidPathException e) {
            section.error(key, "is not a path: " + e.getReason());
            return Optional.empty();
        }
    }

    Path absolute(String text) {
        Path path = text.equals("~") ? home : text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
        return folder.resolve(path).toAbsolutePath().normalize();
    }

    /** As {@link #resolve}, and an error where there is nothing. */
    Optional<String> existing(Section section, String key, String text) {
        Optional<Path> path = resolve(section, key, text);
        path.filter(this::isMissing)
                .ifPresent(missing -> section.error(key, "there is no " + missing + " on this machine"));
        return path.map(Path::toString);
    }

    /** As {@link #resolve}, and a warning where there is nothing. */
    Optional<String> hoped(Section section, String key) {
        Optional<Path> path = section.text(key).flatMap(text -> resolve(section, key, text));
        path.filter(this::isMissing)
                .ifPresent(missing -> section.warning(key, "there is no " + missing + " on this machine", ""));
        return path.map(Path::toString);
    }

    boolean isMissing(Path path) {
        return check == Check.MUST_EXIST && !Files.exists(path);
    }
}
