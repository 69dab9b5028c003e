package dev.muster.config;

import java.util.List;
import java.util.Optional;

/** Paths on nodes: absolute, or in the home of the login user ({@code ~/…}). */
final class NodePath {
    private NodePath() {}

    /** The path as it is, or empty with an error. */
    static Optional<String> check(ConfigSection section, String key, String path) {
        String wrong = wrong(path);
        if (!wrong.isEmpty()) {
            section.error(key, wrong);
            return Optional.empty();
        }
        return Optional.of(path);
    }

    /** What is wrong, or empty. */
    static String wrong(String path) {
        if (path.length() > 4096) {
            return "a path has at most 4096 characters";
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return "a path cannot have control characters";
        }
        if (!path.startsWith("/") && !path.startsWith("~/") && !path.equals("~")) {
            return "a path on a node begins with / or ~/";
        }
        if (List.of(path.split("/", -1)).contains("..")) {
            return "a path on a node cannot contain '..'";
        }
        return "";
    }
}
