package dev.muster.ssh.key;

import dev.muster.ssh.hostkey.HostKey;
import java.io.IOException;

/** A key that an ssh-agent holds. It may be a hardware key. */
record AgentIdentity(AgentClient agent, byte[] blob, String comment) implements SshIdentity {
    @Override
    public String describe() {
        return "agent key " + (comment.isBlank() ? HostKey.fingerprint(blob) : comment);
    }

    @Override
    public boolean needsUser() {
        return true;
    }

    @Override
    public byte[] sign(byte[] data, String algorithm) throws IOException {
        return agent.sign(blob, data, algorithm);
    }
}
