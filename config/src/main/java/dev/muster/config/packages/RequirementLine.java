package dev.muster.config.packages;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a requirements file. See "Requirements File Format" in pip's manual.
 *
 * @param kind what it refers to
 * @param value the path or requirement; empty if it refers to nothing
 */
record RequirementLine(Kind kind, String value) {
    private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#.*$");
    private static final Pattern OPTION = Pattern.compile(
            "(-r|--requirement|-c|--constraint|-e|--editable|-f|--find-links)(?:\\s+|=|(?<=^-[rcef]))(.+)");
    private static final List<String> ARCHIVES = List.of(".whl", ".zip", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz");

    enum Kind {
        /** Another requirements file. */
        REQUIREMENTS,
        /** A file of constraints. */
        CONSTRAINTS,
        /** A package, an archive or a folder by its path. */
        LOCAL,
        /** Nothing that is on this machine. */
        OTHER
    }

    static RequirementLine of(String line) {
        String text = COMMENT.matcher(line).replaceFirst("").strip();
        Matcher option = OPTION.matcher(text);
        if (!option.matches()) {
            return local(text);
        }
        String value = unquoted(option.group(2).strip());
        return switch (option.group(1)) {
            case "-r", "--requirement" -> file(Kind.REQUIREMENTS, value);
            case "-c", "--constraint" -> file(Kind.CONSTRAINTS, value);
            default -> local(value);
        };
    }

    private static RequirementLine file(Kind kind, String value) {
        return value.contains("://") ? new RequirementLine(Kind.OTHER, "") : new RequirementLine(kind, value);
    }

    private static RequirementLine local(String text) {
        return localPath(text)
                .map(path -> new RequirementLine(Kind.LOCAL, path))
                .orElse(new RequirementLine(Kind.OTHER, ""));
    }

    /** Returns the path if it is relative; an absolute one is a path on the nodes. */
    private static Optional<String> localPath(String text) {
        if (text.isEmpty() || text.startsWith("-")) {
            return Optional.empty();
        }
        String place =
                text.contains(" @ ") ? text.substring(text.indexOf(" @ ") + 3).strip() : text;
        String path = place.replaceFirst("\\s*;.*$", "")
                .replaceFirst("\\s+--.*$", "")
                .replaceFirst("\\[[^\\]]*\\]$", "")
                .strip();
        if (path.startsWith("file:")) {
            return path.startsWith("file:/") ? Optional.empty() : Optional.of(path);
        }
        boolean isPath = path.startsWith(".")
                || path.startsWith("~/")
                || path.contains("/")
                || ARCHIVES.stream().anyMatch(path.toLowerCase(Locale.ROOT)::endsWith);
        return !isPath || path.contains("://") || path.startsWith("/") || path.contains("git+")
                ? Optional.empty()
                : Optional.of(path);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
