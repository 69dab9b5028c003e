package dev.muster.head.program;

import dev.muster.core.port.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;

/** Where the head listens. Daemons are configured with its address, so a restarted head waits for its old port instead of taking another. */
final class ListenPort {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int ATTEMPTS = 25;

    private ListenPort() {}

    /** Returns a loopback address if all nodes are on this machine, so that no other machine can connect. */
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

    /** Waits until the port is free, or for 5 seconds. */
    static void awaitFree(InetSocketAddress address, Time time) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS && !isFree(address); attempt++) {
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
