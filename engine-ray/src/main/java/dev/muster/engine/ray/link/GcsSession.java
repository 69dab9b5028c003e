package dev.muster.engine.ray.link;

/**
 * A connection together with what was learned when it began.
 *
 * @param reportedVersion the version of the autoscaler's report that the GCS had then; 0 if it had none
 * @param epoch rises each time the GCS has forgotten what was reported to it
 */
record GcsSession(GcsConnection connection, long reportedVersion, long epoch) {}
