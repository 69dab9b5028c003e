/**
 * The commands that use the engine of a cluster: its dashboard and its jobs. Each runs one of the engine's shell texts in the environment of the head,
 * as {@code exec} does ({@link dev.muster.cli.engine.OnHead}).
 */
package dev.muster.cli.engine;
