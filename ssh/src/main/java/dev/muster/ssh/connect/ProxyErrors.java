package dev.muster.ssh.connect;

import dev.muster.core.HostText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Reads what a proxy command prints on its standard error, and keeps the last lines of it for a message. */
final class ProxyErrors {
    private static final int BUFFER = 4096;
    private static final int MAX_LINES = 5;
    private static final Duration END_LIMIT = Duration.ofSeconds(1);

    private final CountDownLatch ended = new CountDownLatch(1);
    private byte[] tail = new byte[0];

    ProxyErrors(InputStream stream, Executor threads) {
        threads.execute(() -> read(stream));
    }

    private void read(InputStream stream) {
        byte[] buffer = new byte[BUFFER];
        try (stream) {
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                append(buffer, length);
            }
        } catch (IOException e) {
            // The process has ended.
        } finally {
            ended.countDown();
        }
    }

    private synchronized void append(byte[] bytes, int length) {
        int kept = Math.min(tail.length, BUFFER - Math.min(length, BUFFER));
        byte[] joined = new byte[kept + length];
        System.arraycopy(tail, tail.length - kept, joined, 0, kept);
        System.arraycopy(bytes, 0, joined, kept, length);
        tail = joined;
    }

    /** Returns the last lines. Waits a moment for them, because a connection fails before its command has ended. */
    List<String> lines() {
        try {
            boolean unused = ended.await(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = text().lines()
                .map(HostText::line)
                .filter(line -> !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size());
    }

    private synchronized String text() {
        return new String(tail, StandardCharsets.UTF_8);
    }
}
