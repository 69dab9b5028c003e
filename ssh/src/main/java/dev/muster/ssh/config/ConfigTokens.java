package dev.muster.ssh.config;

import dev.muster.ssh.LocalUser;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Expands the percent tokens of ssh_config(5) and {@code ${NAME}} of the environment.
 *
 * @param host the name of the host as it is written in the cluster file or a jump chain
 * @param address the host name or IP address to connect to
 */
record ConfigTokens(LocalUser localUser, String host, String address, int port, String user) {
    private static final Pattern TOKEN = Pattern.compile("%(.)|\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    String expand(String text) {
        return TOKEN.matcher(text).replaceAll(match -> Matcher.quoteReplacement(valueOf(match.group(1), match)));
    }

    /** Does not change unknown tokens: a file that does not exist is better than a wrong one. */
    private String valueOf(@Nullable String token, MatchResult match) {
        if (token == null) {
            return localUser.environment().getOrDefault(match.group(2), "");
        }
        return switch (token) {
            case "%" -> "%";
            case "d" -> localUser.home().toString();
            case "h" -> address;
            case "n" -> host;
            case "p" -> Integer.toString(port);
            case "r" -> user;
            case "u" -> localUser.user();
            default -> match.group();
        };
    }
}
