package dev.muster.launcher.bundle;

import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** What a node runs, in two layers, so that an upgrade sends only ours. Described by {@code node/manifest.properties} of an installation. */
public record Bundle(Layer runtime, Layer application) {
    public List<Layer> layers() {
        return List.of(runtime, application);
    }

    /** @param installation the folder that {@code bin/cluster} stands in a folder of */
    public static Bundle of(Path installation) {
        Path folder = installation.resolve("node");
        Properties manifest = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("manifest.properties"))) {
            manifest.load(reader);
        } catch (IOException e) {
            throw new UserError(
                    "the node bundle is missing from this installation: " + folder,
                    "unpack the archive again, or run scripts/build");
        }
        return new Bundle(layer(folder, manifest, "runtime"), layer(folder, manifest, "application"));
    }

    /**
     * As the head keeps it for its workers. Whether the files are there shows when one is sent.
     *
     * @param root the head's root on its host
     */
    public static Bundle kept(Path root, String runtime, String application) {
        Path folder = root.resolve("bundles").resolve("packed");
        return new Bundle(keptLayer(folder, "runtime", runtime), keptLayer(folder, "application", application));
    }

    private static Layer keptLayer(Path folder, String name, String sha256) {
        return new Layer(name, sha256, folder.resolve(sha256), keptZstd(folder, sha256));
    }

    private static Optional<Packed> keptZstd(Path folder, String sha256) {
        try {
            String sum =
                    Files.readString(folder.resolve(sha256 + ".zst.sha256")).strip();
            return Optional.of(new Packed(folder.resolve(sha256 + ".zst"), sum));
        } catch (IOException e) {
            return Optional.empty(); // the head's host got the other form
        }
    }

    private static Layer layer(Path folder, Properties manifest, String name) {
        String sha256 = manifest.getProperty(name + ".sha256", "");
        Path gzip = folder.resolve(name + "-" + sha256 + ".tar.gz");
        if (!Files.isRegularFile(gzip)) {
            throw new UserError("the node bundle's " + name + " is missing: " + gzip, "run scripts/build");
        }
        Optional<Packed> zstd = Optional.ofNullable(manifest.getProperty(name + ".zstd.sha256"))
                .map(sum -> new Packed(folder.resolve(name + "-" + sum + ".tar.zst"), sum))
                .filter(packed -> Files.isRegularFile(packed.file()));
        return new Layer(name, sha256, gzip, zstd);
    }
}
