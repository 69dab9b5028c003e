package dev.muster.launcher.provider;

import dev.muster.core.Machine;
import dev.muster.core.NameRules;
import dev.muster.core.Shell;
import dev.muster.core.failure.UserError;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.TrustedRoot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code down --save-logs DIR}: each node's or host's logs as an archive, taken before anything is ended. */
public record LogArchives(Path target, String cluster) {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    public void take(NodeProvider provider, Machine machine, NodeFolders folders) throws InterruptedException {
        String folder = folders.node(machine.key());
        String script = TrustedRoot.ofFolder(folder).text() + "cd " + Shell.quote(folder)
                + " && set -- logs && { [ ! -d control/logs ] || set -- \"$@\" control/logs; } && exec tar -czf - \"$@\"\n";
        Path file = target.resolve(cluster + "-" + machine.key() + "-logs.tar.gz");
        try (RemoteHost host = provider.connect(machine)) {
            save(host, script, file, machine.key().value());
        }
    }

    /** Of a host of a pool: whatever of the cluster is on it, found without the head. Nothing is written where there is nothing. */
    public void take(RemoteHost host, Optional<String> root) throws InterruptedException {
        Map<String, String> variables = Map.of("root", root.orElse(""), "cluster", cluster);
        String script = ShellScript.call(LibraryPart.FOLDERS, "archive_logs")
                .withVariables(variables)
                .text();
        Path file = target.resolve(cluster + "-" + NameRules.slug(host.name()) + "-logs.tar.gz");
        save(host, script, file, host.name());
        if (file.toFile().length() == 0) {
            file.toFile().delete();
        }
    }

    private void save(RemoteHost host, String script, Path file, String whose) throws InterruptedException {
        try (OutputStream out = Files.newOutputStream(made(file))) {
            RunResult result =
                    host.run(RemoteCommand.of(script).withDeadline(LONGEST).withOutput(into(out)));
            if (!result.ok()) {
                throw new UserError(
                        "the logs of " + whose + " could not be saved: "
                                + result.err().strip(),
                        "nothing was ended");
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(
                    "the logs could not be saved in " + target + ": " + e.getMessage(), "nothing was ended");
        }
    }

    private static Path made(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return file;
    }

    private static OutputSink into(OutputStream out) {
        return (stream, bytes, length) -> {
            if (stream == OutputSink.Stream.OUT) {
                try {
                    out.write(bytes, 0, length);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
