package dev.muster.ssh.config;

import dev.muster.core.failure.UserError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A chain of jump hosts: {@code [user@]host[:port]} or {@code ssh://[user@]host[:port]}, separated by commas. */
record JumpHosts(List<Hop> hops) {
    /** A user name may contain {@code @}: the last one ends it, as in ssh. */
    private static final Pattern HOP = Pattern.compile("(?:(.+)@)?(\\[[^\\[\\]]+]|[^:/@\\[\\]\\s]+)(?::([0-9]{1,5}))?");

    private static final String SCHEME = "ssh://";

    JumpHosts {
        hops = List.copyOf(hops);
    }

    /** @param host a name or an address without brackets */
    record Hop(Optional<String> user, String host, OptionalInt port) {}

    /**
     * Parses a chain. {@code none} is an empty chain.
     *
     * @param place where it is written, for the message
     * @throws UserError if ssh would refuse it
     */
    static JumpHosts parse(String chain, String place) {
        List<Hop> hops = new ArrayList<>();
        if (!chain.equalsIgnoreCase("none")) {
            for (String hop : chain.split(",", -1)) {
                hops.add(hop(hop.strip())
                        .orElseThrow(() -> new UserError(
                                place + ": '" + hop.strip() + "' is not a valid jump host",
                                "write [user@]host[:port], several separated by commas")));
            }
        }
        return new JumpHosts(hops);
    }

    private static Optional<Hop> hop(String text) {
        boolean isUri = text.startsWith(SCHEME);
        String plain = isUri ? text.substring(SCHEME.length()).replaceFirst("/$", "") : text;
        Matcher parts = HOP.matcher(plain);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        if (parts.group(3) != null && (port < 1 || port > 65535)) {
            return Optional.empty();
        }
        Optional<String> user = Optional.ofNullable(parts.group(1)).map(name -> isUri ? decoded(name) : name);
        String host = parts.group(2).replaceAll("[\\[\\]]", "");
        return Optional.of(new Hop(user, host, port == 0 ? OptionalInt.empty() : OptionalInt.of(port)));
    }

    private static String decoded(String name) {
        return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
