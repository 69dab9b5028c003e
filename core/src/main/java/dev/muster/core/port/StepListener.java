package dev.muster.core.port;

import dev.muster.core.event.Journal;

/**
 * Hears what becomes of each bootstrap step of one node, as events of kind {@code STEP}: {@code started}, {@code done}, {@code skipped}, {@code
 * failed}. They go to the head's journal.
 */
public interface StepListener extends Journal {
    /** Where output goes: into the log of the step that started last, bounded. Secrets have been masked, see {@link dev.muster.core.secret.SecretMask}. */
    OutputSink output();
}
