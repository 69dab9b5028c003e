package dev.muster.ssh.key;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends requests to an ssh-agent: the two requests of draft-miller-ssh-agent that a client needs. Each uses a new connection. */
final class AgentClient {
    private static final int MAX_ANSWER = 256 * 1024;
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_RESPONSE = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int RSA_SHA2_256 = 2;
    private static final int RSA_SHA2_512 = 4;

    private final Path socket;

    AgentClient(Path socket) {
        this.socket = socket;
    }

    /** Returns the keys of the agent, in its order. */
    List<AgentIdentity> identities() throws IOException {
        DataInputStream answer = request(new byte[] {REQUEST_IDENTITIES}, IDENTITIES_RESPONSE);
        int count = answer.readInt();
        List<AgentIdentity> identities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] blob = readBytes(answer);
            identities.add(new AgentIdentity(this, blob, new String(readBytes(answer), StandardCharsets.UTF_8)));
        }
        return identities;
    }

    /** Lets the agent sign data with one of its keys. */
    byte[] sign(byte[] blob, byte[] data, String algorithm) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(message);
        out.writeByte(SIGN_REQUEST);
        writeBytes(out, blob);
        writeBytes(out, data);
        out.writeInt(flags(algorithm));
        return readBytes(request(message.toByteArray(), SIGN_RESPONSE));
    }

    private static int flags(String algorithm) {
        return switch (algorithm) {
            case "rsa-sha2-512" -> RSA_SHA2_512;
            case "rsa-sha2-256" -> RSA_SHA2_256;
            default -> 0;
        };
    }

    private DataInputStream request(byte[] message, int expected) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer out = ByteBuffer.allocate(4 + message.length);
            out.putInt(message.length).put(message).flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
            int length = readFully(channel, 4).getInt();
            if (length < 1 || length > MAX_ANSWER) {
                throw new IOException("the answer of the agent has an invalid length of " + length + " bytes");
            }
            byte[] answer = readFully(channel, length).array();
            if (answer[0] != expected) {
                throw new IOException("the agent refused the request");
            }
            return new DataInputStream(new ByteArrayInputStream(answer, 1, length - 1));
        }
    }

    private static ByteBuffer readFully(SocketChannel channel, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new EOFException("the agent closed the connection");
            }
        }
        return in.flip();
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("the answer of the agent is malformed");
        }
        return in.readNBytes(length);
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
