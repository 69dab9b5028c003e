package dev.muster.architecture.sample.cli;

import dev.muster.architecture.sample.config.read.Inner;
import dev.muster.architecture.sample.protocol.wire.Stub;

/** What is below the core. It also uses a package inside another module. */
public record Shown(Stub stub) {
    Inner inner() {
        return new Inner(stub.toString());
    }
}
