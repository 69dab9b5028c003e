package dev.muster.client;

import dev.muster.core.HostText;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.TrustedRoot;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads the logs of the engine on the node itself: the head does not have them. */
public final class EngineLogs {
    private static final int NO_ENGINE = 3;
    private static final Duration LONGEST = Duration.ofDays(30);

    private EngineLogs() {}

    /**
     * Passes the newest logs to the consumer in chunks. If {@code follow}, it continues until it is interrupted. Throws {@link UserError} if
     * the node has no engine.
     *
     * @param lines how many lines before the end of each log to start
     */
    public static void read(Session session, NodeAddress node, int lines, boolean follow, Consumer<byte[]> chunks)
            throws InterruptedException {
        ShellScript script = TrustedRoot.ofFolder(node.folder())
                .then(ShellScript.call(
                        LibraryPart.ENGINE,
                        "print_engine_logs",
                        node.folder(),
                        Integer.toString(lines),
                        follow ? "yes" : "no"));
        OutputSink sink = (stream, bytes, length) -> {
            if (stream == OutputSink.Stream.OUT) {
                chunks.accept(Arrays.copyOf(bytes, length));
            }
        };
        Supplier<InputStream> input = follow ? OpenInput::new : InputStream::nullInputStream;
        RunResult result = session.host(node).run(new RemoteCommand(script.text(), input, LONGEST, sink));
        requireLogs(node, result);
    }

    private static void requireLogs(NodeAddress node, RunResult result) {
        String key = node.machine().key().value();
        if (result.exitCode() == NO_ENGINE) {
            throw new UserError("there is no engine on '" + key + "'", "run 'cluster status' to see the engine");
        }
        if (!result.ok()) {
            String why = HostText.line(result.err().strip());
            throw new RemoteFailure(key, key + ": cannot read the logs of the engine: " + why, "", true, List.of());
        }
    }

    /** An input that ends only when its reader is interrupted. The script on the node runs as long. */
    private static final class OpenInput extends InputStream {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public int read() throws InterruptedIOException {
            try {
                never.await();
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }
}
