package dev.muster.daemon;

import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.UserError;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.io.OwnFolder;
import dev.muster.daemon.folder.Counter;
import dev.muster.daemon.folder.FolderLock;
import dev.muster.daemon.folder.NodeFolder;
import dev.muster.daemon.folder.NodeProperties;
import dev.muster.daemon.host.ProcessStat;
import dev.muster.logging.RotatedLog;
import dev.muster.protocol.identity.Identity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point of {@code muster-daemon FOLDER}, which runs on every node. Exit codes: 0 stopped by the head, 2 wrong usage or set-up, 70 internal error,
 * 75 another daemon is running in the folder.
 */
public final class DaemonMain {
    private static final int ALREADY_RUNNING = 75;
    private static final long MAX_LOG_BYTES = 2L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(DaemonMain.class);

    private DaemonMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            out.println("muster-daemon " + DaemonVersion.read());
            return 0;
        }
        try {
            return run(folder(arguments), err);
        } catch (ClusterException e) {
            LOG.error("{} {}", e.text(), e.hint());
            err.println("muster-daemon: " + e.text() + (e.hint().isEmpty() ? "" : " (" + e.hint() + ")"));
            return e.exitCode();
        } catch (InterruptedException e) {
            return 130;
        } catch (IOException | RuntimeException e) {
            LOG.error("internal error, or a corrupt node folder", e);
            err.println("muster-daemon: " + e);
            return 70;
        }
    }

    private static NodeFolder folder(String[] arguments) {
        if (arguments.length != 1 || arguments[0].startsWith("-")) {
            throw new UserError("usage: muster-daemon FOLDER | --version");
        }
        return new NodeFolder(Path.of(arguments[0]));
    }

    private static int run(NodeFolder folder, PrintStream err) throws IOException, InterruptedException {
        NodeProperties properties = NodeProperties.read(folder.properties());
        OwnFolder.require(folder.root());
        Optional<FolderLock> lock = FolderLock.take(folder.lock());
        if (lock.isEmpty()) {
            err.println("muster-daemon: another daemon is running in " + folder.root());
            return ALREADY_RUNNING;
        }
        try (FolderLock _ = lock.get()) {
            runLocked(folder, properties);
            return 0;
        }
    }

    private static void runLocked(NodeFolder folder, NodeProperties properties)
            throws IOException, InterruptedException {
        RotatedLog.open(folder.log(), MAX_LOG_BYTES, Map.of("dev.muster", properties.logLevel()));
        Wiring wiring = new Wiring(folder);
        String ownProcess =
                ProcessStat.read(wiring.files(), "self").orElseThrow().toLine();
        AtomicFile.write(folder.pid(), ownProcess + "\n", Access.OWNER_ONLY, Durability.DURABLE);
        long incarnation =
                new Counter(folder.run("incarnation")).increment(wiring.time().now());
        LOG.info(
                "starting node {} of cluster {}: version {}, incarnation {}",
                properties.node(),
                properties.cluster(),
                DaemonVersion.read(),
                incarnation);
        Identity identity = wiring.enrolment(properties).await();
        wiring.daemon(properties, identity, incarnation, ownProcess).run();
        LOG.info("stopped");
    }
}
