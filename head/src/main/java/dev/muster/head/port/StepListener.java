package dev.muster.head.port;

import dev.muster.core.port.OutputSink;
import java.time.Duration;

/** Hears what becomes of each bootstrap step of one node. A step is named by a safe name, see {@link dev.muster.core.Names}. */
public interface StepListener {
    void started(String step);

    /** Where the step's output goes: the head keeps it as the step's log, bounded. Secrets must have been masked. */
    OutputSink output(String step);

    void done(String step, Duration took);

    /** It was done before, and nothing has changed. */
    void skipped(String step);

    /** @param message what went wrong, exit code and last lines included; no secret in it */
    void failed(String step, Duration took, String message);
}
