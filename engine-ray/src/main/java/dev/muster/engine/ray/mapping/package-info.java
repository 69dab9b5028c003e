/**
 * Turns Ray's messages into the values of the engine's port, and reports into Ray's messages. {@link
 * dev.muster.engine.ray.mapping.RayStateMapping}, {@link dev.muster.engine.ray.mapping.DrainMapping} and {@link
 * dev.muster.engine.ray.mapping.ReportMapping} are functions of their arguments.
 */
package dev.muster.engine.ray.mapping;
