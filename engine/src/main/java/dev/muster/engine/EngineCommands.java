package dev.muster.engine;

import java.util.List;

/** The commands of a file that start the engine, on the head and on workers. Without commands, an engine starts by its defaults. */
public record EngineCommands(List<String> head, List<String> worker) {
    public static final EngineCommands NONE = new EngineCommands(List.of(), List.of());

    public EngineCommands {
        head = List.copyOf(head);
        worker = List.copyOf(worker);
    }

    public List<String> of(boolean isHead) {
        return isHead ? head : worker;
    }

    public boolean isEmpty() {
        return head.isEmpty() && worker.isEmpty();
    }
}
