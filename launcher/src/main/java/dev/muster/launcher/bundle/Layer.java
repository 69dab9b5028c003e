package dev.muster.launcher.bundle;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A part of our program: {@code sha256} of its gzip form names its folder on every host.
 *
 * @param quick the same by zstd, which takes a third of the work to unpack; a head makes it for its workers
 */
public record Layer(String name, String sha256, Path file, Optional<Quick> quick) {
    /** @param sha256 of this file */
    public record Quick(Path file, String sha256) {}

    public Layer(String name, String sha256, Path file) {
        this(name, sha256, file, Optional.empty());
    }
}
