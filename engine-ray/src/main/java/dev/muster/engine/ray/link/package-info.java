/**
 * The head's connection to Ray's global control service (GCS). {@link dev.muster.engine.ray.link.RayLinks} opens it. {@code GcsClient}
 * makes the calls, {@code RayStateMapping} turns Ray's rows into an {@link dev.muster.engine.EngineView}, and {@code ReportMapping} turns an
 * {@link dev.muster.engine.EngineReport} into Ray's messages. What Ray does is described for Ray 2.58 and 2.60, where its documentation is
 * silent it was observed.
 */
package dev.muster.engine.ray.link;
