package dev.muster.daemon.work;

import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.daemon.folder.NodeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets the engine follow the phase that the head wants. It writes files only: the engine's watchdog acts by them, and {@link Watchdogs}
 * starts that watchdog. A stop marker that somebody else wrote, such as {@code cluster down} or a set-up that is going on, is left alone.
 */
public final class EngineKeeper {
    static final String STOP_MARKER = "engine-stop";
    private static final String DRAINED = "drained by the daemon\n";

    private final NodeFolder folder;

    public EngineKeeper(NodeFolder folder) {
        this.folder = folder;
    }

    /**
     * {@code RUN}: the engine runs, and is started again if it has ended. {@code DRAIN} and {@code STOP}: it is not started again once it
     * has ended; this ends nothing. Does nothing on a node without an engine.
     */
    public void follow(Phase phase) throws IOException {
        if (!Files.exists(folder.engineCommand())) {
            return;
        }
        switch (phase) {
            case RUN -> keepRunning();
            case DRAIN, STOP -> preventRestart();
        }
    }

    /** The engine is not started again once it has ended. */
    public void preventRestart() throws IOException {
        if (Files.exists(folder.engineCommand()) && !Files.exists(stopMarker())) {
            AtomicFile.write(stopMarker(), DRAINED, Access.OWNER_ONLY, Durability.DURABLE);
        }
    }

    private void keepRunning() throws IOException {
        if (Files.exists(stopMarker())) {
            if (!Files.readString(stopMarker()).equals(DRAINED)) {
                return;
            }
            Files.deleteIfExists(stopMarker());
        }
        Path recorded = folder.run("engine.command");
        if (!Files.exists(recorded)) {
            // The watchdog removed its record when it ended on purpose.
            String command = Files.readString(folder.engineCommand());
            AtomicFile.write(recorded, command, Access.OWNER_ONLY, Durability.DURABLE);
        }
    }

    private Path stopMarker() {
        return folder.run(STOP_MARKER);
    }
}
