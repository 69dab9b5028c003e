package dev.muster.transfer.tar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Extracts a tar stream while it arrives, piece by piece. Supports files and links in GNU's format and nothing else. See {@link Tar}. */
public final class TarExtractor {
    private static final int LONGEST_NAME = 1 << 16;

    /** Receives the members of the stream in their order. */
    public interface Receiver {
        /** Returns a stream for the file's content. It is closed when the file is complete. */
        OutputStream file(String name, long size) throws IOException;

        void link(String name, String target) throws IOException;
    }

    private final Receiver receiver;
    private final byte[] header = new byte[Tar.BLOCK];
    private int headerCount;
    private OutputStream content = OutputStream.nullOutputStream();
    private long contentLeft;
    private long paddingLeft;
    private String longName = "";
    private String longLink = "";
    private boolean ended;

    public TarExtractor(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Returns whether the end of the archive has arrived. */
    public boolean isComplete() {
        return ended;
    }

    public void accept(byte[] bytes, int length) throws IOException {
        int at = 0;
        while (at < length && !ended) {
            if (contentLeft > 0) {
                at += acceptContent(bytes, at, length);
            } else if (paddingLeft > 0) {
                int count = (int) Math.min(paddingLeft, length - at);
                paddingLeft -= count;
                at += count;
            } else {
                at += acceptHeader(bytes, at, length);
            }
        }
    }

    /** Returns how many bytes it took. */
    private int acceptContent(byte[] bytes, int at, int length) throws IOException {
        int count = (int) Math.min(contentLeft, length - at);
        content.write(bytes, at, count);
        contentLeft -= count;
        if (contentLeft == 0) {
            content.close();
        }
        return count;
    }

    /** Returns how many bytes it took. */
    private int acceptHeader(byte[] bytes, int at, int length) throws IOException {
        int count = Math.min(Tar.BLOCK - headerCount, length - at);
        System.arraycopy(bytes, at, header, headerCount, count);
        headerCount += count;
        if (headerCount == Tar.BLOCK) {
            headerCount = 0;
            member();
        }
        return count;
    }

    void close() throws IOException {
        content.close();
    }

    private void member() throws IOException {
        if (header[0] == 0) {
            ended = true;
            return;
        }
        long size = number(124, 12);
        char type = header[156] == 0 ? Tar.FILE : (char) header[156];
        switch (type) {
            case Tar.LONG_NAME -> open(new Text(size, text -> longName = text), size);
            case Tar.LONG_LINK -> open(new Text(size, text -> longLink = text), size);
            case Tar.FILE -> open(receiver.file(name(), size), size);
            case Tar.LINK -> receiver.link(name(), longLink.isEmpty() ? text(157, Tar.NAME) : longLink);
            default -> throw new IOException("the host's tar sent a member of an unexpected type (" + type + ")");
        }
        if (type == Tar.FILE || type == Tar.LINK) {
            longName = "";
            longLink = "";
        }
    }

    private void open(OutputStream stream, long size) throws IOException {
        if (size == 0) {
            stream.close();
            return;
        }
        content = stream;
        contentLeft = size;
        paddingLeft = (Tar.BLOCK - size % Tar.BLOCK) % Tar.BLOCK;
    }

    private String name() {
        String name = longName.isEmpty() ? text(0, Tar.NAME) : longName;
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private String text(int from, int most) {
        int end = from;
        while (end < from + most && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private long number(int from, int width) throws IOException {
        if ((header[from] & 0x80) != 0) {
            long value = 0;
            for (int i = from + width - 8; i < from + width; i++) {
                value = value << 8 | header[i] & 0xff;
            }
            return value;
        }
        try {
            return Long.parseLong(text(from, width).strip(), 8);
        } catch (NumberFormatException e) {
            throw new IOException("the host did not send a tar stream", e);
        }
    }

    private interface NameConsumer {
        void accept(String text);
    }

    private static final class Text extends ByteArrayOutputStream {
        private final NameConsumer consumer;

        Text(long size, NameConsumer consumer) throws IOException {
            this.consumer = consumer;
            if (size > LONGEST_NAME) {
                throw new IOException("the host's tar sent a name of " + size + " bytes");
            }
        }

        /** Passes the name on, without its terminating zero byte. */
        @Override
        public void close() {
            String text = toString(StandardCharsets.UTF_8);
            consumer.accept(text.endsWith("\0") ? text.substring(0, text.length() - 1) : text);
        }
    }
}
