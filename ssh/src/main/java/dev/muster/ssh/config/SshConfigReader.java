package dev.muster.ssh.config;

import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Reads ssh_config files, and the files that they include. */
final class SshConfigReader {
    /** The keywords that end a block of settings. */
    private static final Set<String> BLOCK_KEYWORDS = Set.of("host", "match", "include");

    private static final int MAX_DEPTH = 16;
    private static final long MAX_BYTES = 1024 * 1024;

    private final Path home;
    private final List<SshConfig.Block> blocks = new ArrayList<>();

    private SshConfigReader(Path home) {
        this.home = home;
    }

    /**
     * Reads files. Missing files are skipped.
     *
     * @param files the file of the user, then the file of the system
     * @param home the folder for {@code ~} and relative includes
     * @throws UserError if a file is invalid or cannot be read
     */
    static SshConfig read(List<Path> files, Path home) {
        SshConfigReader reader = new SshConfigReader(home);
        for (Path file : files) {
            reader.file(file, SshConfig.Condition.ALWAYS, 0);
        }
        return new SshConfig(reader.blocks);
    }

    /** A line with a keyword. Its text and place are for messages. */
    private record Line(String keyword, List<String> values, String text, String place) {}

    private void file(Path file, SshConfig.Condition outer, int depth) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        SshConfig.Condition condition = outer;
        String blockPlace = file.toString();
        List<SshConfig.Setting> settings = new ArrayList<>();
        for (Line line : lines(file, depth)) {
            if (!BLOCK_KEYWORDS.contains(line.keyword())) {
                settings.add(new SshConfig.Setting(line.keyword(), line.values(), line.place()));
                continue;
            }
            blocks.add(new SshConfig.Block(condition, settings, blockPlace));
            settings = new ArrayList<>();
            blockPlace = line.place();
            if (line.keyword().equals("include")) {
                include(line.values(), condition, depth);
            } else {
                condition = outer.and(condition(line));
            }
        }
        blocks.add(new SshConfig.Block(condition, settings, blockPlace));
    }

    private static List<Line> lines(Path file, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UserError(file + ": Include is nested more than " + MAX_DEPTH + " levels deep");
        }
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : texts(file)) {
            String place = file + ":" + ++number;
            List<String> words = new SshConfigWords(text, place).read();
            if (!words.isEmpty()) {
                String keyword = words.getFirst().toLowerCase(Locale.ROOT);
                lines.add(new Line(keyword, words.subList(1, words.size()), text.strip(), place));
            }
        }
        return lines;
    }

    private static List<String> texts(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UserError(file + ": has more than " + MAX_BYTES + " bytes");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UserError(file + ": cannot read the file: " + e.getMessage());
        }
    }

    private static SshConfig.Condition condition(Line line) {
        return line.keyword().equals("host")
                ? new SshConfig.Condition(List.of(new SshConfig.Part.OriginalHost(line.values())), line.text())
                : match(line.values(), line.text());
    }

    private static SshConfig.Condition match(List<String> words, String text) {
        List<SshConfig.Part> parts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).toLowerCase(Locale.ROOT);
            boolean hasValue = i + 1 < words.size();
            if (word.equals("host") && hasValue) {
                parts.add(new SshConfig.Part.Host(List.of(words.get(++i).split(","))));
            } else if (word.equals("originalhost") && hasValue) {
                parts.add(new SshConfig.Part.OriginalHost(List.of(words.get(++i).split(","))));
            } else if (!word.equals("all")) {
                parts.add(new SshConfig.Part.Unsupported());
                i++; // skip its value
            }
        }
        return new SshConfig.Condition(parts, text);
    }

    private void include(List<String> patterns, SshConfig.Condition condition, int depth) {
        for (String pattern : patterns) {
            String expanded = pattern.startsWith("~/") ? home + pattern.substring(1) : pattern;
            Path path = home.resolve(".ssh").resolve(expanded); // an absolute path is not changed
            matching(path).forEach(file -> file(file, condition, depth + 1));
        }
    }

    /** Returns the files that a pattern matches, ordered by name as in OpenSSH. Wildcards are supported in the last part of the path. */
    private static List<Path> matching(Path pattern) {
        Path folder = pattern.getParent();
        Path name = pattern.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
