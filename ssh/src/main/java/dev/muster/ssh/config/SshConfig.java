package dev.muster.ssh.config;

import dev.muster.ssh.hostkey.HostPatterns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What ssh_config(5) files say, in the order in which they are read: for each host the first value of a keyword counts, except for those that
 * add up.
 */
record SshConfig(List<Block> blocks) {
    static final SshConfig NONE = new SshConfig(List.of());

    SshConfig {
        blocks = List.copyOf(blocks);
    }

    /** @param host the name as it was given */
    Options optionsOf(String host) {
        Map<String, List<Setting>> found = new LinkedHashMap<>();
        List<String> skipped = new ArrayList<>();
        for (Block block : blocks) {
            switch (block.condition().holds(host, hostName(found, host))) {
                case YES ->
                    block.settings()
                            .forEach(s -> found.computeIfAbsent(s.keyword(), k -> new ArrayList<>())
                                    .add(s));
                case NO -> {}
                case CANNOT_TELL ->
                    skipped.add(block.place() + ": " + block.condition().text());
            }
        }
        return new Options(found, skipped);
    }

    private static String hostName(Map<String, List<Setting>> found, String host) {
        return found.getOrDefault("hostname", List.of()).stream()
                .findFirst()
                .map(setting -> setting.value().replace("%h", host))
                .orElse(host);
    }

    /** @param keyword in lower case */
    record Setting(String keyword, List<String> words, String place) {
        Setting {
            words = List.copyOf(words);
        }

        String value() {
            return String.join(" ", words);
        }
    }

    /** Settings under one Host or Match line, or at the top of a file. */
    record Block(Condition condition, List<Setting> settings, String place) {
        Block {
            settings = List.copyOf(settings);
        }
    }

    enum Holds {
        YES,
        NO,
        CANNOT_TELL
    }

    /** All parts must hold. */
    record Condition(List<Part> parts, String text) {
        static final Condition ALWAYS = new Condition(List.of(), "");

        Condition {
            parts = List.copyOf(parts);
        }

        Condition and(Condition other) {
            List<Part> both = new ArrayList<>(parts);
            both.addAll(other.parts);
            return new Condition(both, other.text);
        }

        Holds holds(String host, String hostName) {
            Holds result = Holds.YES;
            for (Part part : parts) {
                Holds one = part.holds(host, hostName);
                if (one == Holds.NO) {
                    return Holds.NO;
                }
                result = one == Holds.CANNOT_TELL ? one : result;
            }
            return result;
        }
    }

    sealed interface Part {
        Holds holds(String host, String hostName);

        /** {@code Host}, {@code Match originalhost}: the name as given. */
        record Given(List<String> patterns) implements Part {
            @Override
            public Holds holds(String host, String hostName) {
                return HostPatterns.matches(patterns, host) ? Holds.YES : Holds.NO;
            }
        }

        /** {@code Match host}: after HostName. */
        record Named(List<String> patterns) implements Part {
            @Override
            public Holds holds(String host, String hostName) {
                return HostPatterns.matches(patterns, hostName) ? Holds.YES : Holds.NO;
            }
        }

        /** A criterion that this program does not evaluate. */
        record Unknown() implements Part {
            @Override
            public Holds holds(String host, String hostName) {
                return Holds.CANNOT_TELL;
            }
        }
    }

    /** @param skipped conditions that could not be evaluated */
    record Options(Map<String, List<Setting>> settings, List<String> skipped) {
        Optional<String> first(String keyword) {
            return settings.getOrDefault(keyword.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst()
                    .map(Setting::value);
        }

        List<Setting> all(String keyword) {
            return settings.getOrDefault(keyword.toLowerCase(Locale.ROOT), List.of());
        }

        boolean isYes(String keyword) {
            return first(keyword).map(value -> value.equalsIgnoreCase("yes")).orElse(false);
        }
    }
}
