package dev.muster.ssh.config;

import dev.muster.ssh.hostkey.HostPatterns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of ssh_config(5) files, in the order in which they are read. For each host, the first value of a keyword counts; some keywords
 * have several values.
 */
record SshConfig(List<Block> blocks) {
    static final SshConfig NONE = new SshConfig(List.of());

    SshConfig {
        blocks = List.copyOf(blocks);
    }

    /**
     * Returns the settings for a host.
     *
     * @param host the name as it is written, before HostName is applied
     */
    Options optionsOf(String host) {
        Map<String, List<Setting>> found = new LinkedHashMap<>();
        List<String> skipped = new ArrayList<>();
        for (Block block : blocks) {
            switch (block.condition().applies(host, hostName(found, host))) {
                case YES ->
                    block.settings()
                            .forEach(setting -> found.computeIfAbsent(setting.keyword(), k -> new ArrayList<>())
                                    .add(setting));
                case NO -> {}
                case UNKNOWN ->
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

    /**
     * One line of a file.
     *
     * @param keyword in lower case
     * @param place the file and line number, for messages
     */
    record Setting(String keyword, List<String> values, String place) {
        Setting {
            values = List.copyOf(values);
        }

        /** Returns all values as one text. */
        String value() {
            return String.join(" ", values);
        }
    }

    /** The settings below one Host or Match line, or at the beginning of a file. */
    record Block(Condition condition, List<Setting> settings, String place) {
        Block {
            settings = List.copyOf(settings);
        }
    }

    /** Whether a condition applies to a host. */
    enum Applies {
        YES,
        NO,
        UNKNOWN
    }

    /** The condition of a Host or Match line. All of its parts must apply. */
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

        Applies applies(String host, String hostName) {
            Applies result = Applies.YES;
            for (Part part : parts) {
                Applies one = part.applies(host, hostName);
                if (one == Applies.NO) {
                    return Applies.NO;
                }
                result = one == Applies.UNKNOWN ? one : result;
            }
            return result;
        }
    }

    /** One part of a condition. */
    sealed interface Part {
        Applies applies(String host, String hostName);

        /** {@code Host} and {@code Match originalhost} compare the name as it is written. */
        record OriginalHost(List<String> patterns) implements Part {
            @Override
            public Applies applies(String host, String hostName) {
                return HostPatterns.matches(patterns, host) ? Applies.YES : Applies.NO;
            }
        }

        /** {@code Match host} compares the name after HostName was applied. */
        record Host(List<String> patterns) implements Part {
            @Override
            public Applies applies(String host, String hostName) {
                return HostPatterns.matches(patterns, hostName) ? Applies.YES : Applies.NO;
            }
        }

        /** A part that Muster does not support. */
        record Unsupported() implements Part {
            @Override
            public Applies applies(String host, String hostName) {
                return Applies.UNKNOWN;
            }
        }
    }

    /**
     * The settings for one host.
     *
     * @param skipped the conditions that are not supported, with their places
     */
    record Options(Map<String, List<Setting>> settings, List<String> skipped) {
        /** Returns the first value of a keyword. */
        Optional<String> first(String keyword) {
            return settings.getOrDefault(keyword.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst()
                    .map(Setting::value);
        }

        /** Returns every value of a keyword. */
        List<Setting> all(String keyword) {
            return settings.getOrDefault(keyword.toLowerCase(Locale.ROOT), List.of());
        }

        boolean isYes(String keyword) {
            return first(keyword).map(value -> value.equalsIgnoreCase("yes")).orElse(false);
        }
    }
}
