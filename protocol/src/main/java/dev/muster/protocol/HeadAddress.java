package dev.muster.protocol;

import java.net.InetSocketAddress;

/** Reads and writes the head's address as {@code host:port}. An IPv6 address is in brackets. */
public final class HeadAddress {
    private HeadAddress() {}

    /**
     * The result is unresolved, because clients resolve the name again for each connection.
     *
     * @throws IllegalArgumentException if the text is not {@code host:port}
     */
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || text.length() > 300) {
            throw new IllegalArgumentException("invalid address '" + text + "': expected host:port");
        }
        String host = text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        return InetSocketAddress.createUnresolved(
                isBracketed ? host.substring(1, host.length() - 1) : host, port(text, text.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > 65_535) {
            throw new IllegalArgumentException("invalid address '" + text + "': the port must be 1 to 65535");
        }
        return Integer.parseInt(digits);
    }

    static String format(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
