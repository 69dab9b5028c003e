package dev.muster.transfer.tar;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Reports how many bytes were read from it. */
public final class CountingInput extends FilterInputStream {
    private final LongConsumer progress;

    public CountingInput(InputStream input, LongConsumer progress) {
        super(input);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            progress.accept(1);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
            progress.accept(count);
        }
        return count;
    }
}
