package dev.muster.ssh.key;

import java.io.IOException;

/** A key that can prove who we are. */
sealed interface SshIdentity permits FileIdentity, AgentIdentity {
    /** The public key in SSH's encoding. */
    byte[] blob() throws IOException;

    /** For messages: where the key is. */
    String describe();

    /** Whether {@link #sign} may ask an operator or need a touch, so that the host is asked first whether it would take the key. */
    boolean costly();

    /**
     * @param algorithm of the signature: {@link PublicKeyAuth#algorithm}
     * @return the signature in SSH's encoding: its algorithm's name, then its bytes
     */
    byte[] sign(byte[] data, String algorithm) throws IOException;
}
