package dev.muster.launcher.bundle;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One of the two parts of the node bundle. Its folder on every host is named after the digest.
 *
 * @param sha256 digest of the gzip form as it was built
 * @param gzip the gzip form, which every host can unpack; the file may be missing on a head that received the zstd form: see {@link GzipLayer}
 * @param zstd the zstd form, which is smaller and takes a third of the work to unpack; empty if the layer was built or received on a machine without
 * zstd
 */
public record BundleLayer(String name, String sha256, Path gzip, Optional<LayerFile> zstd) {
    public BundleLayer(String name, String sha256, Path gzip) {
        this(name, sha256, gzip, Optional.empty());
    }
}
