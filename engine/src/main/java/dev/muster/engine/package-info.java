/**
 * What runs on the nodes besides the daemon. An {@link dev.muster.engine.Engine} plans how it starts on a node ({@link
 * dev.muster.engine.EngineStart}), and the head watches it through an {@link dev.muster.engine.EngineLink}: what it sees there is an {@link
 * dev.muster.engine.EngineView}, and what it tells the engine is an {@link dev.muster.engine.EngineReport}. {@link
 * dev.muster.engine.Engines} is the registry.
 */
package dev.muster.engine;
