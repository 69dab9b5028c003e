package dev.muster.architecture.sample.cli;

import dev.muster.architecture.sample.protocol.wire.Stub;

/** What is below the core. */
public record Shown(Stub stub) {}
