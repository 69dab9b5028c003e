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

/** Keeps the output of one node's bootstrap, a file for each step, and passes its events on to the journal. */
public final class StepLogs implements StepListener {
    private static final Logger LOG = LoggerFactory.getLogger(StepLogs.class);
    private static final long LARGEST = 8 * 1024 * 1024;
    private static final String BEFORE_ANY_STEP = "connect";

    private final Path folder;
    private final NodeKey node;
    private final Journal journal;
    private String step = BEFORE_ANY_STEP;
    private long written;

    public StepLogs(HeadLocation place, NodeKey node, Journal journal) {
        this.folder = place.stepLogs(node);
        this.node = node;
        this.journal = journal;
    }

    /** Events of another node or with an odd step are a mistake; they never name a file. */
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
        keep(new byte[0], 0, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public OutputSink output() {
        return (stream, bytes, length) -> append(bytes, length);
    }

    private synchronized void append(byte[] bytes, int length) {
        if (written > LARGEST) {
            return;
        }
        written += length;
        if (written > LARGEST) {
            byte[] end = "\n[the rest is not kept]\n".getBytes(StandardCharsets.UTF_8);
            keep(end, end.length, StandardOpenOption.APPEND);
        } else {
            keep(bytes, length, StandardOpenOption.APPEND);
        }
    }

    /** A log that cannot be kept must not stop the set-up. */
    private void keep(byte[] bytes, int length, StandardOpenOption how) {
        try {
            Files.createDirectories(folder);
            try (OutputStream out = Files.newOutputStream(
                    folder.resolve(step + ".log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
                out.write(bytes, 0, length);
            }
        } catch (IOException e) {
            LOG.warn("the output of step {} of {} is not kept: {}", step, node, e.getMessage());
        }
    }
}
