/** Ray as the engine: how it starts on a node, and the head's connection to its global control service. */
package dev.muster.engine.ray;
