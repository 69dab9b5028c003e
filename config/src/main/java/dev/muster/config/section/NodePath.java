package dev.muster.config.section;

import java.util.List;
import java.util.Optional;

/** Checks paths on nodes. They are absolute, or in the home of the login user ({@code ~/…}). */
public final class NodePath {
    private NodePath() {}

    /** Returns the path unchanged; empty, after reporting an error, if it is invalid. */
    public static Optional<String> check(ConfigSection section, String key, String path) {
        Optional<String> problem = problem(path);
        problem.ifPresent(message -> section.error(key, message));
        return problem.isPresent() ? Optional.empty() : Optional.of(path);
    }

    /** Returns why the path is invalid; empty if it is valid. */
    public static Optional<String> problem(String path) {
        if (path.length() > 4096) {
            return Optional.of("a path can have at most 4096 characters");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("a path cannot contain control characters");
        }
        if (!path.startsWith("/") && !path.startsWith("~/") && !path.equals("~")) {
            return Optional.of("a path on a node must start with / or ~/");
        }
        if (List.of(path.split("/", -1)).contains("..")) {
            return Optional.of("a path on a node cannot contain '..'");
        }
        return Optional.empty();
    }
}
