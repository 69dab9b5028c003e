package dev.muster.ssh.config;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in the format of sshd_config(5), such as {@code 90} or {@code 1m30s}. */
final class ConfigTimes {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})([smhdwSMHDW]?)");
    private static final Pattern ALL = Pattern.compile("(?:" + PART.pattern() + "){1,20}");

    private ConfigTimes() {}

    /** Returns seconds, -1 for {@code none}, and nothing for invalid text. */
    static OptionalLong seconds(String text) {
        if (text.equalsIgnoreCase("none")) {
            return OptionalLong.of(-1);
        }
        if (!ALL.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum += Long.parseLong(part.group(1)) * unit(part.group(2));
        }
        return OptionalLong.of(sum);
    }

    private static long unit(String letter) {
        return switch (letter) {
            case "m", "M" -> 60;
            case "h", "H" -> 3600;
            case "d", "D" -> 86_400;
            case "w", "W" -> 604_800;
            default -> 1;
        };
    }
}
