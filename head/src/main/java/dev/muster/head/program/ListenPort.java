package dev.muster.head.program;

import dev.muster.core.port.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;

/** Where the head listens. Daemons know the address by heart, so a head that starts again waits for its old port rather than take another. */
final class ListenPort {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int TRIES = 25;

    private ListenPort() {}

    /** Only this machine may connect where all nodes are on it. */
    static InetSocketAddress at(String address, int port) {
        return isLoopback(address)
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : new InetSocketAddress(port);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static void awaitFree(InetSocketAddress address, Time time) throws InterruptedException {
        for (int tries = 0; tries < TRIES && !isFree(address); tries++) {
            time.sleep(PAUSE);
        }
    }

    private static boolean isFree(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
