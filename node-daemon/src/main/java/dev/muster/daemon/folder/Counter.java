package dev.muster.daemon.folder;

import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A number that only rises, in a file of its own.
 */
public final class Counter {
    private static final int MOST_DIGITS = 18;

    private final Path file;

    public Counter(Path file) {
        this.file = file;
    }

    /** The number; 0 where there is none yet, or where it cannot be understood. */
    public long value() throws IOException {
        return Math.max(0, read());
    }

    /**
     * The next number, on the disk before it is returned. A file that cannot be understood stood for a number that is lost: the seconds since 1970
     * are larger than what anybody has counted up to.
     */
    public long raised(Instant now) throws IOException {
        long last = read();
        long next = last < 0 ? now.getEpochSecond() : last + 1;
        AtomicFile.write(file, next + "\n", Access.OWNER_ONLY, Durability.DURABLE);
        return next;
    }

    public void raiseTo(long value) throws IOException {
        if (value > value()) {
            AtomicFile.write(file, value + "\n", Access.OWNER_ONLY, Durability.DURABLE);
        }
    }

    private long read() throws IOException {
        try {
            String text = Files.readString(file).strip();
            boolean isNumber = !text.isEmpty()
                    && text.length() <= MOST_DIGITS
                    && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
            return isNumber ? Long.parseLong(text) : -1;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (java.nio.charset.CharacterCodingException e) {
            return -1;
        }
    }
}
