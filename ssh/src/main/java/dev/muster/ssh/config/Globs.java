package dev.muster.ssh.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Expands file patterns as glob(3) does: wildcards in folders too, never a hidden file unless the pattern begins with a dot, no braces. */
final class Globs {
    private Globs() {}

    /**
     * Returns the paths that exist, ordered by name.
     *
     * @param pattern an absolute path with wildcards
     */
    static List<Path> expand(String pattern) {
        List<Path> found = List.of(Path.of("/"));
        for (String segment : pattern.split("/")) {
            if (!segment.isEmpty()) {
                found = found.stream().flatMap(path -> next(path, segment)).toList();
            }
        }
        return found.stream().sorted(Comparator.comparing(Path::toString)).toList();
    }

    private static Stream<Path> next(Path folder, String segment) {
        if (segment.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0)) {
            return Stream.of(folder.resolve(segment)).filter(Files::exists);
        }
        Pattern name = Pattern.compile(regex(segment), Pattern.DOTALL);
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> matches(name, segment, entry)).forEach(found::add);
        } catch (IOException unreadable) {
            return Stream.of();
        }
        return found.stream();
    }

    private static boolean matches(Pattern pattern, String segment, Path entry) {
        String name = entry.getFileName().toString();
        return (!name.startsWith(".") || segment.startsWith("."))
                && pattern.matcher(name).matches();
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char c = glob.charAt(at);
            int end = c == '[' ? glob.indexOf(']', at + 2) : -1;
            if (end > 0) {
                regex.append(charClass(glob.substring(at + 1, end)));
                at = end + 1;
                continue;
            }
            boolean isEscape = c == '\\' && at + 1 < glob.length();
            regex.append(
                    switch (c) {
                        case '*' -> "[^/]*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(isEscape ? glob.charAt(at + 1) : c));
                    });
            at += isEscape ? 2 : 1;
        }
        return regex.toString();
    }

    private static String charClass(String characters) {
        boolean negated = characters.startsWith("!") || characters.startsWith("^");
        String set = (negated ? characters.substring(1) : characters).replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
        return "[" + (negated ? "^" : "") + set + "]";
    }
}
