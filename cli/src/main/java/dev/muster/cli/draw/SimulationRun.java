package dev.muster.cli.draw;

import dev.muster.autoscaler.simulate.SimulationResult;

/** @param setting in words: what was changed */
public record SimulationRun(String setting, SimulationResult result) {}
