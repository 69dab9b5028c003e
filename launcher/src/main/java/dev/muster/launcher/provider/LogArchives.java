package dev.muster.launcher.provider;

import dev.muster.core.HostText;
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
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Saves the logs of each node or host as an archive, for {@code down --save-logs DIR}. Runs before anything is ended, and throws {@link UserError} if
 * a log cannot be saved.
 */
public record LogArchives(Path target, String cluster) {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    /** Logs are rotated, so those of one host are much smaller; a host must not fill this machine's disk. */
    private static final long MAX_BYTES = 1L << 30;

    /** Saves the logs of a node. */
    public void save(NodeProvider provider, Machine machine, NodeFolders folders) throws InterruptedException {
        String folder = folders.node(machine.key());
        String script = TrustedRoot.ofFolder(folder).text() + "cd " + Shell.quote(folder)
                + " && set -- logs && { [ ! -d control/logs ] || set -- \"$@\" control/logs; } && exec tar -czf - \"$@\"\n";
        Path file = target.resolve(cluster + "-" + machine.key() + "-logs.tar.gz");
        try (RemoteHost host = provider.connect(machine)) {
            write(host, script, file, machine.key().value());
        }
    }

    /** Saves whatever logs of the cluster are on a host of a pool. Needs no head. Writes no file if the host has no logs. */
    public void save(RemoteHost host, Optional<String> root) throws InterruptedException {
        Map<String, String> variables = Map.of("root", root.orElse(""), "cluster", cluster);
        String script = ShellScript.call(LibraryPart.FOLDERS, "archive_logs")
                .withVariables(variables)
                .text();
        Path file = target.resolve(cluster + "-" + NameRules.slug(host.name()) + "-logs.tar.gz");
        write(host, script, file, host.name());
        if (file.toFile().length() == 0) {
            file.toFile().delete();
        }
    }

    private void write(RemoteHost host, String script, Path file, String owner) throws InterruptedException {
        try (OutputStream out = create(file)) {
            RunResult result =
                    host.run(RemoteCommand.of(script).withDeadline(DEADLINE).withOutput(into(out)));
            if (!result.ok()) {
                throw new UserError(
                        "cannot save the logs of " + owner + ": "
                                + HostText.line(result.err().strip()),
                        "nothing was stopped; to go on without logs: cluster down");
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(
                    "cannot save the logs in " + target + ": " + e.getMessage(),
                    "nothing was stopped; to go on without logs: cluster down");
        }
    }

    /** Logs are for this user only, and a link that is in the place of an archive is not followed. */
    private static OutputStream create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        return Channels.newOutputStream(Files.newByteChannel(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    private static OutputSink into(OutputStream out) {
        AtomicLong size = new AtomicLong();
        return (stream, bytes, length) -> {
            if (stream == OutputSink.Stream.OUT) {
                try {
                    if (size.addAndGet(length) > MAX_BYTES) {
                        throw new IOException("a host sent more than 1 GiB");
                    }
                    out.write(bytes, 0, length);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
