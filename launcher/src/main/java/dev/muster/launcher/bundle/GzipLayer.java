package dev.muster.launcher.bundle;

import dev.muster.core.Digest;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPOutputStream;

/**
 * Provides the gzip form of a layer, for hosts without zstd. If this machine has only the zstd form, as on a head's host, it repacks that form once.
 * The repacked bytes differ from the built ones, so their own digest is stored beside them.
 */
public final class GzipLayer {
    /** Nodes that need the layer at the same time wait for the first one to pack it. */
    private static final Lock PACKING = new ReentrantLock();

    private GzipLayer() {}

    /** Returns the gzip form. Throws {@link RemoteFailure} if it cannot be packed. */
    public static LayerFile of(BundleLayer layer) throws InterruptedException {
        PACKING.lockInterruptibly();
        try {
            if (layer.zstd().isPresent() && !Files.exists(layer.gzip())) {
                repack(layer.zstd().get().file(), layer.gzip());
            }
            Path digestFile = digestFile(layer.gzip());
            return new LayerFile(
                    layer.gzip(), Files.exists(digestFile) ? Files.readString(digestFile) : layer.sha256());
        } catch (IOException e) {
            throw new RemoteFailure(
                    "head",
                    "cannot pack the bundle's " + layer.name() + " layer for a host without zstd: " + e.getMessage(),
                    "install zstd on that host; or check zstd and the disk on the head's host: zstd --version, df -h",
                    false,
                    List.of());
        } finally {
            PACKING.unlock();
        }
    }

    private static void repack(Path zstd, Path gzip) throws IOException, InterruptedException {
        MessageDigest digest = Digest.sha256();
        Path part = gzip.resolveSibling(gzip.getFileName() + ".part");
        Process unpacking = new ProcessBuilder("zstd", "-dcq", zstd.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream unpacked = unpacking.getInputStream();
                OutputStream out =
                        new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(part), digest), 1 << 16)) {
            unpacked.transferTo(out);
            if (unpacking.waitFor() != 0) {
                throw new IOException("zstd could not unpack " + zstd);
            }
        } finally {
            unpacking.destroy();
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        AtomicFile.write(digestFile(gzip), sha256, Access.READABLE, Durability.DURABLE);
        AtomicFile.publish(part, gzip, Durability.DURABLE);
    }

    private static Path digestFile(Path gzip) {
        return gzip.resolveSibling(gzip.getFileName() + ".sha256");
    }
}
