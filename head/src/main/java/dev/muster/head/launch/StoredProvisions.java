package dev.muster.head.launch;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.api.StoredInputs;
import dev.muster.launcher.bootstrap.HeadEngine;
import dev.muster.transfer.MountSource;
import dev.muster.transfer.StoredMounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The inputs and mounts that the last {@code up} copied to the head. */
public final class StoredProvisions implements BootstrapSetUp.Provisions {
    private final HeadLocation location;
    private final StoredInputs inputs;

    public StoredProvisions(HeadLocation location, StoredInputs inputs) {
        this.location = location;
        this.inputs = inputs;
    }

    @Override
    public ConfigInputs inputs() {
        return inputs.read();
    }

    @Override
    public MountSource mounts(ClusterConfig config) {
        return new StoredMounts(location.control().resolve("mounts"), home(config), config.files());
    }

    /** Returns what the set-up of the head's engine left for the workers. */
    public HeadEngine headEngine() {
        return new HeadEngine(
                text(location.control().resolve("engine-secret")),
                text(location.folder().resolve("engine").resolve("versions")));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All nodes of a one-machine cluster share a home of their own, so that they do not write into the user's. */
    private Path home(ClusterConfig config) {
        return config.provider().isOneMachine()
                ? location.folder().resolve("home")
                : Path.of(System.getProperty("user.home"));
    }
}
