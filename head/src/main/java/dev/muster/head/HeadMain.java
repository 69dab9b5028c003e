package dev.muster.head;

import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.UserError;
import dev.muster.core.io.OwnFolder;
import dev.muster.head.program.HeadFiles;
import dev.muster.head.program.HeadProgram;
import dev.muster.head.program.HeadProperties;
import dev.muster.head.program.HeadVersion;
import dev.muster.head.program.Wiring;
import dev.muster.head.state.DamagedState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code muster-head FOLDER}: the control plane. Exit codes: 0 if it was stopped, or if its state is damaged, so that no other start could help; 2 if it was
 * called or set up wrongly; 70 after an internal error; 75 if it runs already; 143 after a TERM signal. The watchdog starts it again after every code but 0.
 */
public final class HeadMain {
    private static final int ALREADY_RUNNING = 75;
    private static final int INTERRUPTED = 130;
    private static final Logger LOG = LoggerFactory.getLogger(HeadMain.class);

    private HeadMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            out.println("muster-head " + HeadVersion.text());
            return 0;
        }
        try {
            return run(folder(arguments), err);
        } catch (ClusterException e) {
            LOG.error("{} {}", e.text(), e.hint());
            err.println("muster-head: " + e.text() + (e.hint().isEmpty() ? "" : " (" + e.hint() + ")"));
            return e.exitCode();
        } catch (DamagedState e) {
            LOG.error("cannot start", e);
            err.println("muster-head: " + e.getMessage() + "; the state is unchanged, and the head is not restarted");
            return 0;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } catch (IOException | RuntimeException e) {
            LOG.error("internal error, or a corrupt head folder", e);
            err.println("muster-head: " + e);
            return Wiring.INTERNAL_ERROR;
        }
    }

    private static Path folder(String[] arguments) {
        if (arguments.length != 1 || arguments[0].startsWith("-")) {
            throw new UserError("usage: muster-head FOLDER | --version");
        }
        return Path.of(arguments[0]);
    }

    private static int run(Path folder, PrintStream err) throws IOException, InterruptedException {
        HeadProperties properties = HeadProperties.read(folder);
        OwnFolder.require(properties.location().folder());
        HeadFiles files = new HeadFiles(properties.location().folder());
        Optional<FileChannel> lock = files.lock();
        if (lock.isEmpty()) {
            err.println("muster-head: another head runs in " + folder);
            return ALREADY_RUNNING;
        }
        try (FileChannel _ = lock.get()) {
            files.begin();
            LOG.info("starting version {}", HeadVersion.text());
            HeadProgram head = Wiring.open(properties);
            Wiring.startThreads(head);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(head, files)));
            head.runCertificateRenewal();
            return 0;
        }
    }

    /** If an operator stopped the head, the exit code tells the watchdog not to start it again. */
    private static void end(HeadProgram head, HeadFiles files) {
        LOG.info("ending");
        head.close();
        if (files.isStopRequested()) {
            files.writeExit(0);
            Runtime.getRuntime().halt(0);
        }
    }
}
