package dev.muster.daemon.folder;

import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** A number in a file that only ever increases. */
public final class Counter {
    private static final int MAX_DIGITS = 18;

    private final Path file;

    public Counter(Path file) {
        this.file = file;
    }

    /** The current number; 0 if there is no file or its content is invalid. */
    public long value() throws IOException {
        return Math.max(0, read());
    }

    /**
     * Increments the number, and syncs it to disk before it returns. If the file is corrupt, the old number is unknown; the result is then the seconds since
     * 1970, which is larger than any number that was reached by counting.
     */
    public long increment(Instant now) throws IOException {
        long last = read();
        long next = last < 0 ? now.getEpochSecond() : last + 1;
        AtomicFile.write(file, next + "\n", Access.OWNER_ONLY, Durability.DURABLE);
        return next;
    }

    /** Sets the number, unless it is larger already. */
    public void raiseTo(long value) throws IOException {
        if (value > value()) {
            AtomicFile.write(file, value + "\n", Access.OWNER_ONLY, Durability.DURABLE);
        }
    }

    private long read() throws IOException {
        try {
            String text = Files.readString(file).strip();
            boolean isNumber = !text.isEmpty()
                    && text.length() <= MAX_DIGITS
                    && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
            return isNumber ? Long.parseLong(text) : -1;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (java.nio.charset.CharacterCodingException e) {
            return -1;
        }
    }
}
