package dev.muster.head.api;

import dev.muster.core.NameRules;
import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import dev.muster.core.event.Journal;
import dev.muster.core.event.StepState;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.StepListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the output of one node's bootstrap to a file for each step, and its events to the journal. */
public final class StepLogs implements StepListener {
    private static final Logger LOG = LoggerFactory.getLogger(StepLogs.class);
    private static final long MAX_BYTES = 8 * 1024 * 1024;
    private static final String BEFORE_ANY_STEP = "connect";

    private final Path folder;
    private final NodeKey node;
    private final Journal journal;
    private String step = BEFORE_ANY_STEP;
    private long written;

    public StepLogs(HeadLocation location, NodeKey node, Journal journal) {
        this.folder = location.stepLogs(node);
        this.node = node;
        this.journal = journal;
    }

    /** A step whose name is not safe never names a file. */
    @Override
    public void write(Event event) {
        if (event.stepState().equals(Optional.of(StepState.STARTED))) {
            event.step().filter(NameRules::isSafe).ifPresent(this::begin);
        }
        journal.write(event);
    }

    private synchronized void begin(String newStep) {
        step = newStep;
        written = 0;
        store(new byte[0], 0, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public OutputSink output() {
        return (stream, bytes, length) -> append(bytes, length);
    }

    private synchronized void append(byte[] bytes, int length) {
        if (written > MAX_BYTES) {
            return;
        }
        written += length;
        if (written > MAX_BYTES) {
            byte[] end = "\n[output truncated]\n".getBytes(StandardCharsets.UTF_8);
            store(end, end.length, StandardOpenOption.APPEND);
        } else {
            store(bytes, length, StandardOpenOption.APPEND);
        }
    }

    /** A log that cannot be written must not stop the set-up. */
    private void store(byte[] bytes, int length, StandardOpenOption how) {
        try {
            Files.createDirectories(folder);
            try (OutputStream out = Files.newOutputStream(
                    folder.resolve(step + ".log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
                out.write(bytes, 0, length);
            }
        } catch (IOException e) {
            LOG.warn("cannot write the output of step {} of {}: {}", step, node, e.getMessage());
        }
    }
}
