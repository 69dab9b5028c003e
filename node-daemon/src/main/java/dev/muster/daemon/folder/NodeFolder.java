package dev.muster.daemon.folder;

import java.nio.file.Path;

/** The paths in a node's folder, as specified in docs/on-a-host.md. */
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

    /** Where {@code muster-run} records its runs. */
    public Path runs() {
        return run("runs");
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

    /** PID, start time and exit code of a daemon that must not be restarted. A watchdog that is not its parent reads the exit code here. */
    public Path exitRecord() {
        return run("daemon.exit");
    }

    public Path stopMarker() {
        return run("stop");
    }

    /** The command that runs the engine, one word in each line. Exists only on a node with an engine. */
    public Path engineCommand() {
        return root.resolve("engine").resolve("command");
    }

    /** A file that other programs create to make the daemon connect to the head at once. */
    public Path dialRequest() {
        return run("dial");
    }
}
