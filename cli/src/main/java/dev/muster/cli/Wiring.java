package dev.muster.cli;

import dev.muster.cli.console.OperatorName;
import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.cli.console.ProcessWindow;
import dev.muster.client.Clusters;
import dev.muster.client.cluster.ClientWiring;
import dev.muster.core.port.SystemTime;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** The one place of this process where adapters are built. */
final class Wiring {
    private Wiring() {}

    static ProcessEnvironment surroundings(ProcessWindow window) {
        return new ProcessEnvironment(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                new ProcessEnvironment.Streams(
                        new FileInputStream(FileDescriptor.in), stream(FileDescriptor.out), stream(FileDescriptor.err)),
                window,
                new SystemTime(),
                ZoneId.systemDefault());
    }

    /** UTF-8 whatever the locale says: over SSH it is often unset, while the terminal is UTF-8. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Nobody is asked where there is no terminal. */
    private static Optional<char[]> secret(String question) {
        Console console = System.console();
        return console == null || !console.isTerminal()
                ? Optional.empty()
                : Optional.ofNullable(console.readPassword("%s", question));
    }

    private static void warn(String sentence) {
        System.err.println("cluster: " + sentence);
    }

    /** {@code muster.home} is set by the start script: the folder that {@code bin/cluster} stands in a folder of. */
    static Clusters clusters() {
        Optional<Path> installation =
                Optional.ofNullable(System.getProperty("muster.home")).map(Path::of);
        return ClientWiring.clusters(
                System.getenv(), OperatorName.name(System.getenv()), Wiring::secret, Wiring::warn, installation);
    }
}
