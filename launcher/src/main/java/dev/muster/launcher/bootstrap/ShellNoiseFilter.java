package dev.muster.launcher.bootstrap;

import dev.muster.core.port.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Drops what bash prints because it is interactive and has no terminal: it says nothing about the command that runs. Everything else passes at once, except the
 * beginning of a line that may still become one of these.
 */
final class ShellNoiseFilter implements OutputSink {
    private static final List<String> BEGINNINGS =
            List.of("bash: cannot set terminal process group (", "bash: no job control in this shell");
    /** Longer than any of these lines. */
    private static final int LONGEST = 200;

    private final OutputSink next;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean passes;

    ShellNoiseFilter(OutputSink next) {
        this.next = next;
    }

    /** Whether the line is one of bash's own. */
    static boolean isNoise(String line) {
        return line.equals("logout") || BEGINNINGS.stream().anyMatch(line::startsWith);
    }

    @Override
    public void accept(Stream stream, byte[] bytes, int length) {
        if (stream == Stream.OUT) {
            next.accept(stream, bytes, length);
            return;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        for (int i = 0; i < length; i++) {
            add(bytes[i], kept);
        }
        if (kept.size() > 0) {
            next.accept(stream, kept.toByteArray(), kept.size());
        }
    }

    private void add(byte next, ByteArrayOutputStream kept) {
        if (passes) {
            kept.write(next);
        } else {
            line.write(next);
            decide(next == '\n', kept);
        }
        if (next == '\n') {
            passes = false;
        }
    }

    private void decide(boolean isWhole, ByteArrayOutputStream kept) {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (isWhole && isNoise(text.stripTrailing())) {
            line.reset();
        } else if (isWhole || text.length() > LONGEST || !mayBecomeNoise(text)) {
            kept.writeBytes(line.toByteArray());
            line.reset();
            passes = true;
        }
    }

    private static boolean mayBecomeNoise(String beginning) {
        return "logout\r".startsWith(beginning)
                || BEGINNINGS.stream().anyMatch(noise -> noise.startsWith(beginning) || beginning.startsWith(noise));
    }
}
