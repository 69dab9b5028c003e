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
import java.util.stream.Stream;

/** Reads ssh_config files with what they include. */
final class SshConfigReader {
    private static final int DEEPEST = 16;
    private static final long MOST_BYTES = 1024 * 1024;

    private final Path home;
    private final List<SshConfig.Block> blocks = new ArrayList<>();

    private SshConfigReader(Path home) {
        this.home = home;
    }

    /**
     * @param files the user's first, then the system's; what is missing is passed over
     * @param home for {@code ~} and relative includes
     */
    static SshConfig read(List<Path> files, Path home) {
        SshConfigReader reader = new SshConfigReader(home);
        for (Path file : files) {
            reader.file(file, SshConfig.Condition.ALWAYS, 0);
        }
        return new SshConfig(reader.blocks);
    }

    private void file(Path file, SshConfig.Condition outer, int depth) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        if (depth > DEEPEST) {
            throw new UserError(file + ": included too deeply");
        }
        SshConfig.Condition condition = outer;
        String place = file.toString();
        List<SshConfig.Setting> settings = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            String here = file + ":" + ++number;
            List<String> words = words(line, here);
            if (words.isEmpty()) {
                continue;
            }
            String keyword = words.getFirst().toLowerCase(Locale.ROOT);
            List<String> values = words.subList(1, words.size());
            if (keyword.equals("host") || keyword.equals("match") || keyword.equals("include")) {
                blocks.add(new SshConfig.Block(condition, settings, place));
                settings = new ArrayList<>();
                place = here;
            }
            switch (keyword) {
                case "host" ->
                    condition =
                            outer.and(new SshConfig.Condition(List.of(new SshConfig.Part.Given(values)), line.strip()));
                case "match" -> condition = outer.and(match(values, line.strip()));
                case "include" -> include(values, condition, depth);
                default -> settings.add(new SshConfig.Setting(keyword, values, here));
            }
        }
        blocks.add(new SshConfig.Block(condition, settings, place));
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UserError(file + ": too large for an ssh configuration");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static SshConfig.Condition match(List<String> words, String text) {
        List<SshConfig.Part> parts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).toLowerCase(Locale.ROOT);
            boolean hasValue = i + 1 < words.size();
            if (word.equals("host") && hasValue) {
                parts.add(new SshConfig.Part.Named(List.of(words.get(++i).split(","))));
            } else if (word.equals("originalhost") && hasValue) {
                parts.add(new SshConfig.Part.Given(List.of(words.get(++i).split(","))));
            } else if (!word.equals("all")) {
                parts.add(new SshConfig.Part.Unknown());
                i++; // its value
            }
        }
        return new SshConfig.Condition(parts, text);
    }

    private void include(List<String> patterns, SshConfig.Condition condition, int depth) {
        for (String pattern : patterns) {
            String expanded = pattern.startsWith("~/") ? home + pattern.substring(1) : pattern;
            Path path = home.resolve(".ssh").resolve(expanded); // an absolute one stays itself
            matching(path).forEach(file -> file(file, condition, depth + 1));
        }
    }

    /** Wildcards in the last part of the path, in the order of names, as OpenSSH does. */
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

    private static List<String> words(String line, String place) {
        return new SshConfigWords(line, place).read();
    }
}
