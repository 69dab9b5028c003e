package dev.muster.cli;

import dev.muster.cli.console.OperatorName;
import dev.muster.cli.console.ProcessBrowser;
import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.cli.console.ProcessWindow;
import dev.muster.cli.console.TerminalText;
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

/** Builds the adapters of this process. No other class of the module does. */
final class Wiring {
    private Wiring() {}

    static ProcessEnvironment process(ProcessWindow window) {
        return new ProcessEnvironment(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                new ProcessEnvironment.Streams(
                        new FileInputStream(FileDescriptor.in), stream(FileDescriptor.out), stream(FileDescriptor.err)),
                window,
                new ProcessBrowser(System.getProperty("os.name", "").startsWith("Mac"), System.getenv()),
                new SystemTime(),
                ZoneId.systemDefault());
    }

    /** Always UTF-8: over SSH the locale is often not set, although the terminal shows UTF-8. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Asks for a passphrase on the terminal; empty if there is none. */
    private static Optional<char[]> secret(String question) {
        Console console = System.console();
        return console == null || !console.isTerminal()
                ? Optional.empty()
                : Optional.ofNullable(console.readPassword("%s", question));
    }

    private static void warn(String warning) {
        warning.lines().forEach(line -> System.err.println("cluster: " + TerminalText.printable(line)));
    }

    /** The start script sets {@code muster.home} to the installation: the folder that holds {@code bin/cluster}. */
    static Clusters clusters() {
        Optional<Path> installation =
                Optional.ofNullable(System.getProperty("muster.home")).map(Path::of);
        return ClientWiring.clusters(
                System.getenv(), OperatorName.name(System.getenv()), Wiring::secret, Wiring::warn, installation);
    }
}
