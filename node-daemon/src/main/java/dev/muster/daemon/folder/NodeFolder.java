package dev.muster.daemon.folder;

import java.nio.file.Path;

/** Where things are in a node's folder; docs/on-a-host.md is the contract. */
public record NodeFolder(Path root) {
    public NodeFolder {
        root = root.toAbsolutePath().normalize();
    }

    public Path properties() {
        return root.resolve("node.properties");
    }

    public Path authority() {
        return root.resolve("ca.pem");
    }

    public Path identity() {
        return root.resolve("identity");
    }

    public Path key() {
        return identity().resolve("key.pem");
    }

    public Path request() {
        return identity().resolve("request");
    }

    public Path certificate() {
        return identity().resolve("certificate.pem");
    }

    public Path run(String name) {
        return root.resolve("run").resolve(name);
    }

    public Path log() {
        return root.resolve("logs").resolve("daemon.log");
    }

    public Path lock() {
        return run("daemon.lock");
    }

    public Path pid() {
        return run("daemon.pid");
    }

    /** PID, start time and exit code of a daemon that must not come back: what its exit code says to a watchdog which is not its parent. */
    public Path lastWord() {
        return run("daemon.exit");
    }

    public Path stop() {
        return run("stop");
    }

    /** Made by anybody who knows that the head is there again: dial now. */
    public Path nudge() {
        return run("dial");
    }
}
