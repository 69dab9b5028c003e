package dev.muster.core.secret;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replaces the values of secrets by {@code ***}: in text, and in output while it arrives. A value of several lines is masked line by line. A value or
 * line of fewer than six characters is left alone, because it could be part of any word. An address may contain a value percent-encoded, so that form
 * is masked too.
 */
public final class SecretMask {
    /** Masks nothing. */
    public static final SecretMask NONE = new SecretMask(List.of());

    private static final int SHORTEST = 6;
    private static final String MASK = "***";
    private static final byte[] MASK_BYTES = MASK.getBytes(StandardCharsets.US_ASCII);

    /** The longest first, because a value may begin with another one. */
    private final List<byte[]> values;

    private final int longest;

    private SecretMask(List<byte[]> values) {
        this.values = List.copyOf(values);
        this.longest = values.isEmpty() ? 0 : values.getFirst().length;
    }

    public static SecretMask of(Collection<String> secrets) {
        return new SecretMask(secrets.stream()
                .flatMap(secret -> Stream.concat(Stream.of(secret), secret.lines()))
                .flatMap(value -> Stream.of(value, URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .filter(value -> value.strip().length() >= SHORTEST)
                .distinct()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .sorted(Comparator.comparingInt((byte[] value) -> value.length).reversed())
                .toList());
    }

    /** Returns the text without the values. */
    public String text(String text) {
        if (values.isEmpty()) {
            return text;
        }
        ByteArrayOutputStream masked = new ByteArrayOutputStream();
        Masking masking = new Masking((_, bytes, length) -> masked.write(bytes, 0, length), OutputSink.Stream.OUT);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        masking.add(bytes, bytes.length);
        masking.flush();
        return masked.toString(StandardCharsets.UTF_8);
    }

    /** Returns the failure with all its texts masked. */
    public RemoteFailure failure(RemoteFailure failure) {
        if (values.isEmpty()) {
            return failure;
        }
        RemoteFailure.Where where =
                failure.where() instanceof RemoteFailure.Where.Step(String id, int code, String said, String part)
                        ? new RemoteFailure.Where.Step(id, code, text(said), text(part))
                        : failure.where();
        RemoteFailure masked = new RemoteFailure(
                failure.host(),
                text(failure.text()),
                text(failure.hint()),
                failure.retryable(),
                failure.lastLines().stream().map(this::text).toList(),
                where);
        masked.setStackTrace(failure.getStackTrace());
        return masked;
    }

    /** Returns a sink that passes its output on without the values. */
    public Output output(OutputSink next) {
        return new Output(next);
    }

    /** Output that is masked while it arrives. The beginning of a value is held back until it is clear what follows it. */
    public final class Output implements OutputSink {
        private final Map<Stream, Masking> streams = new EnumMap<>(Stream.class);

        private Output(OutputSink next) {
            for (Stream stream : Stream.values()) {
                streams.put(stream, new Masking(next, stream));
            }
        }

        @Override
        public void accept(Stream stream, byte[] bytes, int length) {
            Masking masking = streams.get(stream);
            if (masking != null) {
                masking.add(bytes, length);
            }
        }

        /** Passes on what is held back. Must be called after the last output. */
        public void flush() {
            streams.values().forEach(Masking::flush);
        }
    }

    private final class Masking {
        private final OutputSink next;
        private final OutputSink.Stream stream;
        private byte[] held = {};

        Masking(OutputSink next, OutputSink.Stream stream) {
            this.next = next;
            this.stream = stream;
        }

        synchronized void add(byte[] more, int length) {
            byte[] all = Arrays.copyOf(held, held.length + length);
            System.arraycopy(more, 0, all, held.length, length);
            held = pass(all, false);
        }

        /** What is held back may contain a shorter value. */
        synchronized void flush() {
            held = pass(held, true);
        }

        /** Passes the bytes on, and returns those at their end that may be the beginning of a value. */
        private byte[] pass(byte[] bytes, boolean isEnd) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
            int at = 0;
            while (at < bytes.length && (isEnd || !mayBegin(bytes, at))) {
                int length = lengthAt(bytes, at);
                out.write(length > 0 ? MASK_BYTES : bytes, length > 0 ? 0 : at, length > 0 ? MASK_BYTES.length : 1);
                at += Math.max(1, length);
            }
            if (out.size() > 0) {
                next.accept(stream, out.toByteArray(), out.size());
            }
            return Arrays.copyOfRange(bytes, at, bytes.length);
        }
    }

    /** Returns whether the rest of the bytes is the beginning of a longer value. */
    private boolean mayBegin(byte[] bytes, int at) {
        if (bytes.length - at >= longest) {
            return false;
        }
        for (byte[] value : values) {
            if (bytes.length - at < value.length && matches(value, bytes, at)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the length of the value at the position; 0 if there is none. */
    private int lengthAt(byte[] bytes, int at) {
        for (byte[] value : values) {
            if (bytes.length - at >= value.length && matches(value, bytes, at)) {
                return value.length;
            }
        }
        return 0;
    }

    /** Compares as many bytes as there are. */
    private static boolean matches(byte[] value, byte[] bytes, int at) {
        int count = Math.min(value.length, bytes.length - at);
        return value[0] == bytes[at] && Arrays.equals(value, 0, count, bytes, at, at + count);
    }
}
