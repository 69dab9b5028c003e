package dev.muster.cli.text;

import dev.muster.simulator.SimulationResult;

/** @param setting in words: what was changed */
public record SimulationRun(String setting, SimulationResult result) {}
