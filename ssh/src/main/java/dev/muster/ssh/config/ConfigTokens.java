package dev.muster.ssh.config;

import dev.muster.ssh.LocalUser;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Percent tokens of ssh_config(5) and {@code ${NAME}} of the environment. */
record ConfigTokens(LocalUser place, String given, String address, int port, String user) {
    private static final Pattern TOKEN = Pattern.compile("%(.)|\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    String expand(String text) {
        return TOKEN.matcher(text).replaceAll(match -> Matcher.quoteReplacement(valueOf(match.group(1), match)));
    }

    /** Unknown tokens stay as they are: better a file that is not found than a wrong one. */
    private String valueOf(@Nullable String token, MatchResult match) {
        if (token == null) {
            return place.environment().getOrDefault(match.group(2), "");
        }
        return switch (token) {
            case "%" -> "%";
            case "d" -> place.home().toString();
            case "h" -> address;
            case "n" -> given;
            case "p" -> Integer.toString(port);
            case "r" -> user;
            case "u" -> place.user();
            default -> match.group();
        };
    }
}
