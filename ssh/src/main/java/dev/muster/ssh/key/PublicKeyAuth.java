package dev.muster.ssh.key;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Public key authentication (RFC 4252, section 7). Asking whether the host accepts a key and signing with it are two attempts, because sshj
 * handles answers on the thread that reads the connection, which must not wait for an operator.
 */
final class PublicKeyAuth extends AbstractAuthMethod {
    /** The end of the name of a certificate's type. */
    static final String CERTIFICATE = "-cert-v01@openssh.com";

    /** What an attempt sends. */
    enum Step {
        /** Asks whether the host would accept the key. */
        ASK,
        /** Sends a signature. */
        SIGN
    }

    private final SshIdentity identity;
    private final byte[] blob;
    private final Step step;
    private volatile boolean acceptable;

    PublicKeyAuth(SshIdentity identity, Step step) throws IOException {
        super("publickey");
        this.identity = identity;
        this.blob = identity.blob();
        this.step = step;
    }

    /** Returns whether the host would accept this key. */
    boolean isAcceptable() {
        return acceptable;
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        SSHPacket request = super.buildReq()
                .putBoolean(step == Step.SIGN)
                .putString(algorithm(keyType(blob)))
                .putBytes(blob);
        return step == Step.SIGN ? signed(request) : request;
    }

    private SSHPacket signed(SSHPacket request) throws UserAuthException {
        byte[] data = new Buffer.PlainBuffer()
                .putBytes(params.getTransport().getSessionID())
                .putBuffer(request)
                .getCompactData();
        try {
            return request.putBytes(identity.sign(data, signatureAlgorithm(keyType(blob))));
        } catch (IOException e) {
            throw new UserAuthException(identity.describe() + " cannot sign: " + e.getMessage(), e);
        }
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        acceptable = true;
        throw new UserAuthException("acceptable"); // ends the attempt; the caller reads isAcceptable()
    }

    /** Returns the name of the algorithm in a request for a key or certificate. RSA keys sign with SHA-2, because SHA-1 is obsolete. */
    static String algorithm(String keyType) {
        return keyType.startsWith("ssh-rsa") ? keyType.replace("ssh-rsa", "rsa-sha2-512") : keyType;
    }

    /** Returns the algorithm of the signature: a certificate signs with its key. */
    static String signatureAlgorithm(String keyType) {
        return algorithm(keyType).replace(CERTIFICATE, "");
    }

    /** Returns the type of a public key. */
    static String keyType(byte[] blob) {
        try {
            return new Buffer.PlainBuffer(blob).readString();
        } catch (Buffer.BufferException e) {
            throw new IllegalArgumentException("not a public key", e);
        }
    }
}
