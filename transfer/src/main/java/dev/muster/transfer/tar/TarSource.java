package dev.muster.transfer.tar;

import dev.muster.transfer.tree.Contents;
import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.VerifiedContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates a tar stream while it is read. Only headers are in memory, and the stream can be read again from the start. */
public final class TarSource {
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, Long> offsets = new LinkedHashMap<>();
    private long size;

    @FunctionalInterface
    private interface Part {
        InputStream open() throws IOException;
    }

    /**
     * Adds an entry with its content.
     *
     * @param name the entry's name in the stream
     */
    public void add(TreeEntry entry, String name, Contents contents) {
        bytes(Tar.header(entry, name));
        if (entry.isFile()) {
            offsets.put(entry.path(), size);
            parts.add(() -> new VerifiedContent(entry, contents.open(entry)));
            size += entry.size();
            bytes(Tar.padding(entry.size()));
        }
    }

    /** Adds a list of texts, each terminated by a zero byte, as {@code xargs -0} reads them. */
    public void addList(String name, Collection<String> items) {
        StringBuilder text = new StringBuilder();
        items.forEach(item -> text.append(item).append('\0'));
        addText(name, text.toString());
    }

    public void addText(String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        bytes(Tar.header(name, content.length));
        bytes(content);
        bytes(Tar.padding(content.length));
    }

    /** Returns the offset of each file's content in the stream, by path. */
    public Map<String, Long> offsets() {
        return Collections.unmodifiableMap(offsets);
    }

    public InputStream open() {
        List<Part> all = new ArrayList<>(parts);
        all.add(() -> new ByteArrayInputStream(Tar.end()));
        return new Reading(all);
    }

    private void bytes(byte[] bytes) {
        parts.add(() -> new ByteArrayInputStream(bytes));
        size += bytes.length;
    }

    private static final class Reading extends InputStream {
        private final List<Part> parts;
        private int next;
        private InputStream current = InputStream.nullInputStream();

        Reading(List<Part> parts) {
            this.parts = parts;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** Fills the buffer as far as possible, so that small files are sent together. */
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int count = current.read(bytes, offset + done, length - done);
                if (count >= 0) {
                    done += count;
                } else if (next < parts.size()) {
                    current.close();
                    current = parts.get(next++).open();
                } else {
                    return done == 0 ? -1 : done;
                }
            }
            return done;
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
