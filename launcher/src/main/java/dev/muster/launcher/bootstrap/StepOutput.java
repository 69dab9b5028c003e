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
 * Keeps what the head's own steps print while there is no head to keep it, and gives it to the head's host afterwards, so that {@code cluster logs head --step
 * setup} works like any other node's.
 */
public final class StepOutput implements Journal {
    private static final int LARGEST = 1 << 20;

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

    public OutputSink sink() {
        return (stream, bytes, length) -> add(bytes, length);
    }

    private synchronized void add(byte[] bytes, int length) {
        ByteArrayOutputStream text = texts.computeIfAbsent(step, _ -> new ByteArrayOutputStream());
        text.write(bytes, 0, Math.min(length, Math.max(0, LARGEST - text.size())));
    }

    /** Each step's output into the head's folder; a step that was skipped keeps the log of its last run. */
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
