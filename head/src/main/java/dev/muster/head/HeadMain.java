package dev.muster.head;

import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.UserError;
import dev.muster.core.io.OwnFolder;
import dev.muster.head.program.HeadFiles;
import dev.muster.head.program.HeadProgram;
import dev.muster.head.program.HeadProperties;
import dev.muster.head.program.HeadVersion;
import dev.muster.head.state.DamagedState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code muster-head FOLDER}: the control plane. Exit codes: 0 told to stop, or the state is damaged and no other start could help; 2 used or set
 * up wrongly; 70 internal error; 75 it runs already; 143 ended by TERM: the watchdog starts it again.
 */
public final class HeadMain {
    static final int OUR_MISTAKE = 70;
    private static final int ALREADY_RUNS = 75;
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
            LOG.error("not started", e);
            err.println("muster-head: " + e.getMessage() + "; it was left as it is, and the head is not started again");
            return 0;
        } catch (InterruptedException e) {
            return 130;
        } catch (IOException | RuntimeException e) {
            LOG.error("internal error, or a corrupt node directory", e);
            err.println("muster-head: " + e);
            return OUR_MISTAKE;
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
        OwnFolder.require(properties.place().folder());
        HeadFiles files = new HeadFiles(properties.place().folder());
        Optional<FileChannel> lock = files.lock();
        if (lock.isEmpty()) {
            err.println("muster-head: another one runs in " + folder);
            return ALREADY_RUNS;
        }
        try (FileChannel _ = lock.get()) {
            files.begin();
            LOG.info("starts: version {}", HeadVersion.text());
            Wiring wiring = new Wiring(properties);
            HeadProgram head = wiring.start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(head, files)));
            wiring.keep(head);
            return 0;
        }
    }

    /** Told to end: where the stop marker stands, the code says that it is for good. */
    private static void end(HeadProgram head, HeadFiles files) {
        LOG.info("ends");
        head.close();
        if (files.isToldToStop()) {
            files.writeExit(0);
            Runtime.getRuntime().halt(0);
        }
    }
}
