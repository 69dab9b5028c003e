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
 * A layer for a host without zstd. Where only its zstd form is here, as on a head's host, the gzip form is made of it, once; its bytes are not
 * those that were built, so its own digest is kept beside it.
 */
public final class GzipLayer {
    /** Lanes that need it at the same time wait for the first. */
    private static final Lock MAKING = new ReentrantLock();

    private GzipLayer() {}

    public static LayerFile of(BundleLayer layer) throws InterruptedException {
        MAKING.lockInterruptibly();
        try {
            if (layer.zstd().isPresent() && !Files.exists(layer.gzip())) {
                make(layer.zstd().get().file(), layer.gzip());
            }
            Path sum = sum(layer.gzip());
            return new LayerFile(layer.gzip(), Files.exists(sum) ? Files.readString(sum) : layer.sha256());
        } catch (IOException e) {
            throw new RemoteFailure(
                    "head",
                    "the bundle's " + layer.name() + " layer could not be packed for a host without zstd: "
                            + e.getMessage(),
                    "install zstd there; or is it gone from the head's host, or that disk full?",
                    false,
                    List.of());
        } finally {
            MAKING.unlock();
        }
    }

    private static void make(Path zstd, Path gzip) throws IOException, InterruptedException {
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
        String sum = HexFormat.of().formatHex(digest.digest());
        AtomicFile.write(sum(gzip), sum, Access.READABLE, Durability.DURABLE);
        AtomicFile.publish(part, gzip, Durability.DURABLE);
    }

    private static Path sum(Path gzip) {
        return gzip.resolveSibling(gzip.getFileName() + ".sha256");
    }
}
