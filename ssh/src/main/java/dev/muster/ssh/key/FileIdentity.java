package dev.muster.ssh.key;

import java.io.IOException;
import java.nio.file.Path;

/** A private key in a file. The file is read when the key is used for the first time. */
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
    public boolean needsUser() {
        return ring.needsPassphrase(file);
    }

    @Override
    public byte[] sign(byte[] data, String algorithm) throws IOException {
        return ring.sign(file, data, algorithm);
    }
}
