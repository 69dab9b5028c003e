package dev.muster.engine.ray.start;

/**
 * The ports of Ray's head.
 *
 * @param gcs the global control service: workers, drivers and Muster's head connect to it
 * @param dashboard the dashboard and the job server
 */
public record RayPorts(int gcs, int dashboard) {
    public static final RayPorts DEFAULT = new RayPorts(6379, 8265);
}
