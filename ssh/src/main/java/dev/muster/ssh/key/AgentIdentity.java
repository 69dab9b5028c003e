package dev.muster.ssh.key;

import dev.muster.ssh.hostkey.HostKey;
import java.io.IOException;

/** A key that an agent holds; hardware keys too. */
record AgentIdentity(AgentClient agent, byte[] blob, String comment) implements SshIdentity {
    @Override
    public String describe() {
        return "agent key " + (comment.isBlank() ? HostKey.fingerprint(blob) : comment);
    }

    @Override
    public boolean costly() {
        return true;
    }

    @Override
    public byte[] sign(byte[] data, String algorithm) throws IOException {
        return agent.sign(blob, data, algorithm);
    }
}
