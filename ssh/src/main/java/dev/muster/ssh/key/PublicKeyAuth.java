package dev.muster.ssh.key;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Public key authentication (RFC 4252, 7). Asking and proving are two attempts of sshj's, because its answer handler runs on the reader's
 * thread, where nobody may wait for an operator.
 */
final class PublicKeyAuth extends AbstractAuthMethod {
    enum Step {
        ASK,
        PROVE
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

    /** The host would take this key. */
    boolean acceptable() {
        return acceptable;
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        SSHPacket request = super.buildReq()
                .putBoolean(step == Step.PROVE)
                .putString(algorithm(keyType(blob)))
                .putBytes(blob);
        return step == Step.PROVE ? signed(request) : request;
    }

    private SSHPacket signed(SSHPacket request) throws UserAuthException {
        byte[] data = new Buffer.PlainBuffer()
                .putBytes(params.getTransport().getSessionID())
                .putBuffer(request)
                .getCompactData();
        try {
            return request.putBytes(identity.sign(data, algorithm(keyType(blob))));
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
        throw new UserAuthException("acceptable"); // ends the attempt; the caller asks acceptable()
    }

    /** RSA keys sign with SHA-2; SHA-1 is not offered. */
    static String algorithm(String keyType) {
        return keyType.equals("ssh-rsa") ? "rsa-sha2-512" : keyType;
    }

    static String keyType(byte[] blob) {
        try {
            return new Buffer.PlainBuffer(blob).readString();
        } catch (Buffer.BufferException e) {
            throw new IllegalArgumentException("not a public key", e);
        }
    }
}
