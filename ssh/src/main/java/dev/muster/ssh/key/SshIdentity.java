package dev.muster.ssh.key;

import java.io.IOException;

/** A key with which the user can authenticate. */
sealed interface SshIdentity permits FileIdentity, AgentIdentity, CertificateIdentity {
    /** Returns the public key in SSH's encoding. */
    byte[] blob() throws IOException;

    /** Returns where the key is, for messages. */
    String describe();

    /** Returns whether {@link #sign} may ask for a passphrase or a touch. Then the host is asked first whether it would accept the key. */
    boolean needsUser();

    /**
     * Signs data.
     *
     * @param algorithm the signature algorithm: {@link PublicKeyAuth#signatureAlgorithm}
     * @return the signature in SSH's encoding: the name of the algorithm, then the bytes
     */
    byte[] sign(byte[] data, String algorithm) throws IOException;
}
