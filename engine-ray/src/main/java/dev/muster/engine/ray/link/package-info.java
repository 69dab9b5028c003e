/**
 * The head's connection to Ray's global control service (GCS). {@link dev.muster.engine.ray.link.RayLinks} opens it, {@code GcsClient} makes the
 * calls, and {@code EventFiles} writes what drivers and the dashboard show. What Ray does was observed on Ray 2.58 and 2.60.
 */
package dev.muster.engine.ray.link;
