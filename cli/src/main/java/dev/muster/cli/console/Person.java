package dev.muster.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Who does it, for the journal: {@code person@machine}. */
public final class Person {
    private static final Path KERNELS_NAME = Path.of("/proc/sys/kernel/hostname");

    private Person() {}

    public static String name(Map<String, String> environment) {
        String user = environment.getOrDefault("USER", System.getProperty("user.name", "somebody"));
        return Lines.printable(user) + "@" + machine(environment);
    }

    private static String machine(Map<String, String> environment) {
        String named = environment.getOrDefault("HOSTNAME", "");
        return Lines.printable(named.isEmpty() ? ownName() : named);
    }

    /** Asked of the kernel: a resolver that does not answer would hold up every command. */
    private static String ownName() {
        try {
            return Files.readString(KERNELS_NAME).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
