/**
 * Simulates the control loop: the same decision code as on the head, with simulated time, machines and work. Random values come from a seed that
 * is part of the input, so the same scenario gives the same result.
 *
 * <p>{@link dev.muster.simulator.ScenarioBuilder} makes a {@link dev.muster.simulator.Scenario} from a config and a workload;
 * {@link dev.muster.simulator.Simulation#run(Scenario)} runs it and returns a {@link dev.muster.simulator.SimulationResult};
 * {@link dev.muster.simulator.Comparison} compares two of them.
 */
package dev.muster.simulator;
