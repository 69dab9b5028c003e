/**
 * The head's watch over the engine. {@link dev.muster.head.engine.EngineWatch} polls it in a thread of its own and keeps what it last saw,
 * an {@link dev.muster.head.engine.EngineSight}; the control loop reads that. {@link dev.muster.head.engine.EngineReports} makes the report that the
 * engine gets after a decision.
 */
package dev.muster.head.engine;
