package dev.muster.head;

import dev.muster.core.FanOut;
import dev.muster.core.port.SystemTime;
import dev.muster.core.port.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The training run of the AOT cache that control plane and daemon share, called by scripts/build: both in one process, in the head node's folder,
 * since a cache is made from one process. The daemon begins once the bootstrap has told it what it must know. Ends as the control plane does.
 * Arguments: the daemon's main class, which this module does not know, and the folder.
 */
final class Rehearsal {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final String daemonMain;
    private final String folder;
    private final Time time = new SystemTime();

    private Rehearsal(String daemonMain, String folder) {
        this.daemonMain = daemonMain;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Rehearsal rehearsal = new Rehearsal(arguments[0], arguments[1]);
        Callable<Boolean> control = rehearsal::control;
        Callable<Boolean> daemon = rehearsal::daemon;
        new FanOut(2).race(List.of(control, daemon));
    }

    private boolean control() {
        HeadMain.main(new String[] {folder});
        return true;
    }

    private boolean daemon() throws Exception {
        while (!Files.exists(Path.of(folder, "node.properties"))) {
            time.sleep(LOOK_AGAIN);
        }
        Class.forName(daemonMain).getMethod("main", String[].class).invoke(null, (Object) new String[] {folder});
        return true;
    }
}
