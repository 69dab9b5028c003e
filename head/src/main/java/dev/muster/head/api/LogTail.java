package dev.muster.head.api;

import dev.muster.core.port.Time;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads the end of one file and follows it. After a rotation it reads the new file from its start. */
final class LogTail {
    private static final int CHUNK = 32 * 1024;
    private static final long MAX_LOOK_BACK = 4L * 1024 * 1024;
    private static final Duration INTERVAL = Duration.ofMillis(300);

    private final Path file;
    private final Time time;
    private long position;

    LogTail(Path file, Time time) {
        this.file = file;
        this.time = time;
    }

    /** @param lastLines how many lines to begin with; 0 for all */
    void read(int lastLines, boolean follow, Consumer<byte[]> chunks) throws IOException, InterruptedException {
        position = lastLines == 0 ? 0 : startOfLast(lastLines);
        deliver(chunks);
        while (follow) {
            time.sleep(INTERVAL);
            if (Files.exists(file) && Files.size(file) < position) {
                position = 0;
            }
            deliver(chunks);
        }
    }

    private void deliver(Consumer<byte[]> chunks) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            long end = open.length();
            byte[] buffer = new byte[CHUNK];
            open.seek(position);
            while (position < end) {
                int read = open.read(buffer, 0, (int) Math.min(CHUNK, end - position));
                if (read < 0) {
                    return;
                }
                position += read;
                chunks.accept(Arrays.copyOf(buffer, read));
            }
        }
    }

    /** Looks back a limited number of bytes. If the lines are longer, the first one begins in its middle. */
    private long startOfLast(int lines) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            long end = open.length();
            long from = Math.max(0, end - MAX_LOOK_BACK);
            byte[] block = new byte[(int) (end - from)];
            open.seek(from);
            open.readFully(block);
            int remaining = lines;
            for (int index = block.length - 2; index >= 0; index--) {
                if (block[index] == '\n' && --remaining == 0) {
                    return from + index + 1;
                }
            }
            return from;
        }
    }
}
