package dev.muster.simulator.properties;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Snapshot;
import dev.muster.simulator.Simulation.Decider;
import java.util.Optional;

/** A sentence that must be true of every decision. */
record Property(String sentence, Check check) {
    interface Check {
        /** How the decision violates the sentence; empty if it does not. */
        Optional<String> violation(Snapshot snapshot, Decision decision, Decider decider);
    }
}
