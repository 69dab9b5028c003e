package dev.muster.client.down;

import dev.muster.client.DownRequest;
import dev.muster.client.ProgressListener;
import dev.muster.core.FanOut;
import dev.muster.core.control.Control;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.StopOrder;
import dev.muster.core.event.Event;
import dev.muster.core.port.Time;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.RunningWork;
import dev.muster.core.status.StatusView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Asks the head to stop workers, and follows its events until they are gone or the timeout is reached. */
record WorkerStop(Control control, Time time, ProgressListener listener) {
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    /**
     * The result.
     *
     * @param workers the workers that the head was asked to stop
     * @param inTime whether all of them were gone, or out of reach, before the timeout
     * @param after the status at the end
     */
    record Outcome(StoppingWorkers workers, boolean inTime, StatusView after) {}

    Outcome run(StopOrder order) throws InterruptedException {
        long sequence = lastSequence();
        StoppingWorkers workers = new StoppingWorkers(Set.copyOf(control.stop(order)));
        nameWork(workers, order);
        Callable<Boolean> follow = () -> follow(sequence, workers);
        Callable<Boolean> timer = () -> {
            time.sleep(TIMEOUT);
            return false;
        };
        boolean inTime = new FanOut(2).race(List.of(follow, timer));
        return new Outcome(workers, inTime, control.status());
    }

    /** Says what is waited for, because it may take long. */
    private void nameWork(StoppingWorkers workers, StopOrder order) {
        if (order.force()) {
            return;
        }
        control.status().nodes().stream()
                .filter(node -> workers.isLeft(node) && !node.work().isEmpty())
                .forEach(node -> listener.event(Event.ofNode(
                        time.wallClock(),
                        node.name(),
                        node.state(),
                        "waits for " + describe(node.work(), time.wallClock()) + "; --force does not wait")));
    }

    /** Returns the state of a node for the question before it is stopped: what runs on it, or else its state. */
    static String stateOf(NodeStatus node, boolean force, Instant now) {
        return node.work().isEmpty()
                ? node.state().wireName()
                : "busy: " + describe(node.work(), now) + (force ? ", is ended" : ", is waited for");
    }

    /** @param now the wall clock */
    private static String describe(List<RunningWork> work, Instant now) {
        RunningWork oldest =
                work.stream().min(Comparator.comparing(RunningWork::since)).orElseThrow();
        long minutes = Duration.between(oldest.since(), now).toMinutes();
        String count = work.size() == 1
                ? "1 " + oldest.kind()
                : work.size() + " sessions and runs, the oldest a " + oldest.kind();
        return count + " (" + oldest.id() + ", for " + minutes + " min)";
    }

    private boolean follow(long sequence, StoppingWorkers workers) throws InterruptedException {
        if (workers.areGone(control.status())) {
            return true;
        }
        control.watch(sequence, event -> {
            listener.event(event);
            return event.kind() != Event.Kind.NODE || !workers.areGone(control.status());
        });
        return true;
    }

    private long lastSequence() {
        return control.journal(new JournalQuery(Set.of(), Optional.empty(), 1)).stream()
                .mapToLong(Event::sequence)
                .max()
                .orElse(0);
    }

    static StopOrder order(DownRequest request) {
        StopOrder.Scope scope = switch (request.scope()) {
            case ALL -> StopOrder.Scope.ALL_WORKERS;
            case WORKERS_ONLY -> StopOrder.Scope.WORKERS;
            case ABOVE_MINIMUM -> StopOrder.Scope.ABOVE_MINIMUM;
        };
        return new StopOrder(scope, request.force(), request.requestedBy());
    }
}
