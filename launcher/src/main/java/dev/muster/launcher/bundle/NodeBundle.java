package dev.muster.launcher.bundle;

import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The node bundle: what a node runs, in two layers, so that an upgrade sends only Muster's own programs. An installation describes it in {@code
 * node/manifest.properties}.
 */
public record NodeBundle(BundleLayer runtime, BundleLayer application) {
    public List<BundleLayer> layers() {
        return List.of(runtime, application);
    }

    /**
     * Reads the bundle of an installation. Throws {@link UserError} if a part of it is missing.
     *
     * @param installation the parent of the folder that {@code bin/cluster} is in
     */
    public static NodeBundle of(Path installation) {
        Path folder = installation.resolve("node");
        Properties manifest = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("manifest.properties"))) {
            manifest.load(reader);
        } catch (IOException e) {
            throw new UserError(
                    "the node bundle is missing from this installation: " + folder,
                    "unpack the archive again, or run scripts/build");
        }
        return new NodeBundle(layer(folder, manifest, "runtime"), layer(folder, manifest, "application"));
    }

    /**
     * Returns the bundle that the head stores for its workers. A missing file shows only when a layer is sent.
     *
     * @param root the head's root on its host
     */
    public static NodeBundle storedOnHead(Path root, String runtime, String application) {
        Path folder = root.resolve("bundles").resolve("packed");
        return new NodeBundle(storedLayer(folder, "runtime", runtime), storedLayer(folder, "application", application));
    }

    private static BundleLayer storedLayer(Path folder, String name, String sha256) {
        return new BundleLayer(name, sha256, folder.resolve(sha256), storedZstd(folder, sha256));
    }

    private static Optional<LayerFile> storedZstd(Path folder, String sha256) {
        try {
            String sum =
                    Files.readString(folder.resolve(sha256 + ".zst.sha256")).strip();
            return Optional.of(new LayerFile(folder.resolve(sha256 + ".zst"), sum));
        } catch (IOException e) {
            return Optional.empty(); // the head's host received the gzip form
        }
    }

    private static BundleLayer layer(Path folder, Properties manifest, String name) {
        String sha256 = manifest.getProperty(name + ".sha256", "");
        Path gzip = folder.resolve(name + "-" + sha256 + ".tar.gz");
        if (!Files.isRegularFile(gzip)) {
            throw new UserError("the node bundle's " + name + " is missing: " + gzip, "run scripts/build");
        }
        Optional<LayerFile> zstd = Optional.ofNullable(manifest.getProperty(name + ".zstd.sha256"))
                .map(digest -> new LayerFile(folder.resolve(name + "-" + digest + ".tar.zst"), digest))
                .filter(packed -> Files.isRegularFile(packed.file()));
        return new BundleLayer(name, sha256, gzip, zstd);
    }
}
