package dev.muster.architecture.sample.protocol.wire;

/** As if generated. */
public record Stub() {}
