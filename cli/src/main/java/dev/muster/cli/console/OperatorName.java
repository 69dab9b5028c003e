package dev.muster.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Who does it, for the journal: {@code person@machine}. */
public final class OperatorName {
    private static final Path KERNELS_NAME = Path.of("/proc/sys/kernel/hostname");

    private OperatorName() {}

    public static String name(Map<String, String> environment) {
        String user = environment.getOrDefault("USER", System.getProperty("user.name", "somebody"));
        return TerminalText.printable(user) + "@" + machine(environment);
    }

    private static String machine(Map<String, String> environment) {
        String named = environment.getOrDefault("HOSTNAME", "");
        return TerminalText.printable(named.isEmpty() ? ownName() : named);
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
