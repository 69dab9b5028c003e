package dev.muster.transfer;

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

/** A tar stream that is made while it is read: nothing of it is in memory but headers, and it can be read again from the start. */
final class TarSource {
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, Long> offsets = new LinkedHashMap<>();
    private long size;

    @FunctionalInterface
    private interface Part {
        InputStream open() throws IOException;
    }

    /** @param name in the stream */
    void add(TreeEntry entry, String name, Contents contents) {
        bytes(Tar.header(entry, name));
        if (entry.isFile()) {
            offsets.put(entry.path(), size);
            parts.add(() -> new VerifiedContent(entry, contents.open(entry)));
            size += entry.size();
            bytes(Tar.padding(entry.size()));
        }
    }

    /** A list of words, each ended by a zero byte, as {@code xargs -0} reads them. */
    void addWords(String name, Collection<String> words) {
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(word).append('\0'));
        addText(name, text.toString());
    }

    void addText(String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        bytes(Tar.header(name, content.length));
        bytes(content);
        bytes(Tar.padding(content.length));
    }

    /** Where in the stream each file's content begins, by path. */
    Map<String, Long> offsets() {
        return Collections.unmodifiableMap(offsets);
    }

    InputStream open() {
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
        private InputStream now = InputStream.nullInputStream();

        Reading(List<Part> parts) {
            this.parts = parts;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** As much as fits: small files travel together. */
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int count = now.read(bytes, offset + done, length - done);
                if (count >= 0) {
                    done += count;
                } else if (next < parts.size()) {
                    now.close();
                    now = parts.get(next++).open();
                } else {
                    return done == 0 ? -1 : done;
                }
            }
            return done;
        }

        @Override
        public void close() throws IOException {
            now.close();
        }
    }
}
