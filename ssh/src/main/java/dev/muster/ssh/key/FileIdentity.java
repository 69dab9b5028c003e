package dev.muster.ssh.key;

import java.io.IOException;
import java.nio.file.Path;

/** A private key in a file; read at the first need. */
record FileIdentity(Path file, KeyRing ring) implements SshIdentity {
    @Override
    public byte[] blob() throws IOException {
        return ring.blob(file);
    }

    @Override
    public String describe() {
        return file.toString();
    }

    @Override
    public boolean costly() {
        return ring.mustAsk(file);
    }

    @Override
    public byte[] sign(byte[] data, String algorithm) throws IOException {
        return ring.sign(file, data, algorithm);
    }
}
