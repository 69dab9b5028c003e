package dev.muster.core.status;

import dev.muster.core.HostText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What the engine of one node does, as its daemon reports it.
 *
 * @param since when the phase began, by the node's wall clock
 * @param restarts how often the engine was started again since it was set up
 * @param lines why it failed, in the engine's own words: at most {@link #MAX_LINES}, each bounded as a line of a host
 */
public record EngineStatus(Phase phase, Instant since, int restarts, List<String> lines) {
    public static final int MAX_LINES = 20;

    public EngineStatus {
        lines = lines.stream().limit(MAX_LINES).map(HostText::line).toList();
    }

    public boolean isReady() {
        return phase == Phase.READY;
    }

    /** Whether it failed, and has not been ready since. */
    public boolean hasFailed() {
        return phase == Phase.FAILED || phase == Phase.STARTING && !lines.isEmpty();
    }

    /** The phases of an engine on a node. */
    public enum Phase {
        /** Its commands run, and it is not ready yet. */
        STARTING,
        READY,
        /** It ended, or could not be started. It is started again after a delay. */
        FAILED,
        /** It was stopped on purpose. */
        STOPPED;

        /** Returns the name as files and JSON contain it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
