package dev.muster.launcher.bundle;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A part of our program: {@code sha256} of its gzip form, as it was built, names its folder on every host.
 *
 * @param gzip the form that every host can unpack; a head that got the other one makes it when a worker needs it: see {@link GzipLayer}
 * @param zstd smaller, and a third of the work to unpack; absent where it was built, or received, on a machine without zstd
 */
public record BundleLayer(String name, String sha256, Path gzip, Optional<LayerFile> zstd) {
    public BundleLayer(String name, String sha256, Path gzip) {
        this(name, sha256, gzip, Optional.empty());
    }
}
