package dev.muster.launcher.bootstrap;

import dev.muster.core.event.Event;
import dev.muster.core.event.Journal;
import dev.muster.core.event.StepState;
import dev.muster.core.port.OutputSink;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the output of the head's own steps until the head runs, and then writes it to the head's host. So {@code cluster logs head --step setup}
 * works as for any other node.
 */
public final class StepOutput implements Journal {
    private static final int MAX_BYTES = 1 << 20;

    private final Journal next;
    private final Map<String, ByteArrayOutputStream> texts = new LinkedHashMap<>();
    private String step = StepIds.CONNECT;

    public StepOutput(Journal next) {
        this.next = next;
    }

    @Override
    public void write(Event event) {
        if (event.stepState().equals(Optional.of(StepState.STARTED))) {
            event.step().ifPresent(this::begin);
        }
        next.write(event);
    }

    private synchronized void begin(String newStep) {
        step = newStep;
        texts.put(step, new ByteArrayOutputStream());
    }

    /** Returns the sink that collects the output of the current step. */
    public OutputSink sink() {
        return (stream, bytes, length) -> add(bytes, length);
    }

    private synchronized void add(byte[] bytes, int length) {
        ByteArrayOutputStream text = texts.computeIfAbsent(step, _ -> new ByteArrayOutputStream());
        text.write(bytes, 0, Math.min(length, Math.max(0, MAX_BYTES - text.size())));
    }

    /** Writes each step's output to the head's folder. A step that was skipped keeps the log of its last run. */
    public void keep(NodeShell shell) throws InterruptedException {
        for (Map.Entry<String, String> text : all().entrySet()) {
            ShellScript script = ShellScript.call(LibraryPart.FOLDERS, "write_step_log", shell.folder(), text.getKey());
            shell.runWithInput(script, text.getValue());
        }
    }

    private synchronized Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        texts.forEach((name, text) -> all.put(name, text.toString(StandardCharsets.UTF_8)));
        return all;
    }
}
