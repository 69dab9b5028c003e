package dev.muster.cli.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** Who does it, for the journal: {@code person@machine}. */
public final class Person {
    private Person() {}

    public static String name(Map<String, String> environment) {
        String user = environment.getOrDefault("USER", System.getProperty("user.name", "somebody"));
        return Lines.printable(user) + "@" + machine(environment);
    }

    private static String machine(Map<String, String> environment) {
        String named = environment.getOrDefault("HOSTNAME", "");
        if (!named.isEmpty()) {
            return Lines.printable(named);
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
