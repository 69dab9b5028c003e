package dev.muster.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds the name under which the journal records this operator: {@code user@machine}. */
public final class OperatorName {
    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private OperatorName() {}

    public static String name(Map<String, String> environment) {
        String user = environment.getOrDefault("USER", System.getProperty("user.name", "unknown"));
        return TerminalText.printable(user) + "@" + machine(environment);
    }

    private static String machine(Map<String, String> environment) {
        String name = environment.getOrDefault("HOSTNAME", "");
        return TerminalText.printable(name.isEmpty() ? kernelHostName() : name);
    }

    /** The kernel is asked, not the resolver: a name server that does not answer would delay every command. */
    private static String kernelHostName() {
        try {
            return Files.readString(KERNEL_HOST_NAME).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
