package dev.muster.client.down;

import dev.muster.client.DownRequest;
import dev.muster.client.ProgressListener;
import dev.muster.core.FanOut;
import dev.muster.core.control.Control;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.StopOrder;
import dev.muster.core.event.Event;
import dev.muster.core.port.Time;
import dev.muster.core.status.StatusView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Has the head stop workers, and follows its events until they are gone. */
record WorkerStop(Control control, Time time, ProgressListener observer) {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * @param inTime false where some were still there when the patience was over
     * @param after the status at the end
     */
    record Outcome(WorkersGone departure, boolean inTime, StatusView after) {}

    Outcome run(StopOrder order) throws InterruptedException {
        long sequence = lastSequence();
        WorkersGone departure = new WorkersGone(Set.copyOf(control.stop(order)));
        Callable<Boolean> follow = () -> follow(sequence, departure);
        Callable<Boolean> timer = () -> {
            time.sleep(PATIENCE);
            return false;
        };
        boolean inTime = new FanOut(2).race(List.of(follow, timer));
        return new Outcome(departure, inTime, control.status());
    }

    private boolean follow(long sequence, WorkersGone departure) throws InterruptedException {
        if (departure.isOver(control.status())) {
            return true;
        }
        control.watch(sequence, event -> {
            observer.event(event);
            return event.kind() != Event.Kind.NODE || !departure.isOver(control.status());
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
        return new StopOrder(scope, request.force(), request.person());
    }
}
