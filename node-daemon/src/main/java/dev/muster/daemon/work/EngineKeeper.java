package dev.muster.daemon.work;

import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.daemon.folder.NodeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Lets the engine follow the phase that the head wants. It writes files only: the engine's watchdog acts by them, and {@link Watchdogs}
 * starts that watchdog. A stop marker that somebody else wrote, such as {@code cluster down} or a set-up that is going on, is left alone.
 */
public final class EngineKeeper {
    static final String STOP_MARKER = "engine-stop";
    private static final String DRAINED = "drained by the daemon\n";

    private final NodeFolder folder;
    private Optional<FileTime> drained = Optional.empty();

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
            case RUN -> {
                drained = Optional.empty();
                keepRunning();
            }
            case DRAIN, STOP -> drain();
        }
    }

    /** An engine that a set-up has started since is another one: the order for it has not arrived yet. */
    private void drain() throws IOException {
        FileTime started = Files.getLastModifiedTime(folder.engineCommand());
        if (drained.isEmpty() || drained.get().equals(started)) {
            drained = Optional.of(started);
            preventRestart();
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
            if (Files.size(stopMarker()) == 0) { // of a set-up
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
