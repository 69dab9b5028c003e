package dev.muster.cli.text;

import dev.muster.simulator.SimulationResult;

/**
 * One run of {@code simulate}.
 *
 * @param setting its title: the settings that were changed
 */
public record SimulationRun(String setting, SimulationResult result) {}
