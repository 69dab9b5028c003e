package dev.muster.transfer.tree;

import dev.muster.core.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Reads a file that is sent, and throws {@link Changed} unless it begins with the expected content. What was added to it since is not sent. */
public final class VerifiedContent extends FilterInputStream {
    private final TreeEntry entry;
    private final MessageDigest sha = Digest.sha256();
    private long left;
    private boolean checked;

    public VerifiedContent(TreeEntry entry, InputStream content) {
        super(content);
        this.entry = entry;
        this.left = entry.size();
    }

    /** The file was changed after its tree was read. */
    public static final class Changed extends IOException {
        private static final long serialVersionUID = 1;

        Changed(TreeEntry entry) {
            super("'" + entry.path() + "' was changed while it was copied");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            check();
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new Changed(entry);
        }
        sha.update(bytes, offset, count);
        left -= count;
        return count;
    }

    private void check() throws IOException {
        if (checked) {
            return;
        }
        checked = true;
        boolean same = entry.content().isEmpty()
                || entry.content().equals(HexFormat.of().formatHex(sha.digest()));
        if (!same) {
            throw new Changed(entry);
        }
    }
}
