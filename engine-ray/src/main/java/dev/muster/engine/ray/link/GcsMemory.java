package dev.muster.engine.ray.link;

/**
 * Finds out whether a GCS still has what was reported to it. One that starts again has not, even where it keeps its id and its session's name
 * because its state is on a disk: it then has a lower version of our report.
 */
final class GcsMemory {
    private String clusterId = "";
    private long version;
    private long epoch;

    /** Records the start of a connection. Returns the epoch, see {@link GcsSession}. */
    synchronized long begin(String newClusterId, long newVersion) {
        boolean isKnown = clusterId.equals(newClusterId) && newVersion >= version;
        if (!clusterId.isEmpty() && !isKnown) {
            epoch++;
            version = 0;
        }
        clusterId = newClusterId;
        return epoch;
    }

    /** Returns a version above all that were stored. */
    synchronized long nextVersion(long reportedVersion) {
        return Math.max(version, reportedVersion) + 1;
    }

    /** Records that the GCS has stored a report of this version. */
    synchronized void stored(long newVersion) {
        version = Math.max(version, newVersion);
    }
}
