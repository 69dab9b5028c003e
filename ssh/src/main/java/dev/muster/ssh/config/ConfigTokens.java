package dev.muster.ssh.config;

import dev.muster.core.failure.UserError;
import dev.muster.ssh.LocalUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands the percent tokens of ssh_config(5) and {@code ${NAME}} of the environment.
 *
 * @param host the name of the host as it is written in the cluster file or a jump chain
 * @param address the host name or IP address to connect to
 * @param keyAlias the name in known_hosts files: HostKeyAlias or the host
 * @param jump the value of ProxyJump, or an empty text
 */
record ConfigTokens(
        LocalUser localUser, String host, String address, int port, String user, String keyAlias, String jump) {
    private static final Pattern PERCENT = Pattern.compile("%(.?)", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String IN_COMMANDS = "%hnpr";
    private static final String IN_HOST_NAMES = "%h";
    private static final String EVERYWHERE = "%CdhijkLlnpruT";

    /** Expands a path: all tokens and the environment. Throws {@link UserError} for what ssh refuses. */
    String path(String text) {
        String percent = percent(text, EVERYWHERE);
        return VARIABLE.matcher(percent).replaceAll(match -> {
            String value = localUser.environment().get(match.group(1));
            if (value == null) {
                throw new UserError("the ssh configuration uses ${" + match.group(1)
                        + "}, but the environment has no such variable: " + text);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Expands a proxy command. A shell expands its variables. */
    String command(String text) {
        return percent(text, IN_COMMANDS);
    }

    /** Expands the value of HostName. */
    String hostName(String text) {
        return percent(text, IN_HOST_NAMES);
    }

    /** Expands the command of {@code Match exec}. */
    String matchCommand(String text) {
        return percent(text, EVERYWHERE);
    }

    private String percent(String text, String allowed) {
        return PERCENT.matcher(text).replaceAll(match -> {
            String token = match.group(1);
            if (token.isEmpty() || allowed.indexOf(token.charAt(0)) < 0) {
                throw new UserError(
                        "the ssh configuration uses the token %" + token + ", which ssh does not have here: " + text);
            }
            return Matcher.quoteReplacement(valueOf(token));
        });
    }

    private String valueOf(String token) {
        return switch (token) {
            case "C" -> hash(localHost() + address + port + user + jump);
            case "d" -> localUser.home().toString();
            case "h" -> address;
            case "i" -> userId();
            case "j" -> jump;
            case "k" -> keyAlias;
            case "L" -> localHost().split("\\.", 2)[0];
            case "l" -> localHost();
            case "n" -> host;
            case "p" -> Integer.toString(port);
            case "r" -> user;
            case "T" -> "NONE";
            case "u" -> localUser.user();
            default -> "%";
        };
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String localHost() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }

    private static String userId() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        } catch (IOException e) {
            return "";
        }
    }
}
