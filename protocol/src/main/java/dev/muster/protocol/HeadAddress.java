package dev.muster.protocol;

import java.net.InetSocketAddress;

/** {@code host:port} as it stands in files; an IPv6 address in brackets. */
public final class HeadAddress {
    private HeadAddress() {}

    /** Not resolved yet: clients ask for the address anew at each connect. @throws IllegalArgumentException where it is no host:port */
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || text.length() > 300) {
            throw new IllegalArgumentException("not an address: '" + text + "' (expected host:port)");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return InetSocketAddress.createUnresolved(
                bracketed ? host.substring(1, host.length() - 1) : host, port(text, text.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > 65_535) {
            throw new IllegalArgumentException("not an address: '" + text + "' (the port is 1 to 65535)");
        }
        return Integer.parseInt(digits);
    }

    static String format(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
