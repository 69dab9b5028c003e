package dev.muster.protocol;

import dev.muster.core.ClusterState;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.Control;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.core.control.HoldOrder;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.LogQuery;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.control.RequestOutcome;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.control.StopOrder;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.event.Event;
import dev.muster.core.status.StatusView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Records every call. With {@link #failure} set, each call fails. */
final class FakeControl implements Control {
    static final StatusView VIEW = new StatusView(
            "demo",
            "0123456789abcdef",
            ClusterState.READY,
            "process",
            "native",
            "localhost",
            List.of(),
            List.of(),
            List.of(),
            Resources.NONE,
            Resources.NONE,
            List.of(),
            List.of("a note"));

    static final Explanation WHY = Explanation.summary(
            "cpu-1",
            "2 x {CPU: 1} ask for it",
            List.of(
                    new Fact(Optional.of(Instant.ofEpochSecond(7)), OptionalLong.of(3), "demand", "launch: asked for"),
                    Fact.now("idle", "idle for 3 s")));

    final BlockingQueue<Object> calls = new LinkedBlockingQueue<>();
    final CountDownLatch streamEnded = new CountDownLatch(1);
    volatile Optional<RuntimeException> failure = Optional.empty();

    private void record(Object call) {
        calls.add(call);
        failure.ifPresent(cause -> {
            throw cause;
        });
    }

    static Event event(long sequence) {
        return Event.of(Instant.EPOCH, Event.Kind.HEAD, "up", "event " + sequence)
                .withSequence(sequence);
    }

    @Override
    public SubmissionResult apply(ConfigSubmission submission) {
        record(submission);
        return new SubmissionResult(3, List.of("cpu: max 2 -> 4"));
    }

    @Override
    public StatusView status() {
        record("status");
        return VIEW;
    }

    @Override
    public RequestOutcome request(StandingRequest request) {
        record(request);
        return new RequestOutcome(List.of("max of cpu is 4"));
    }

    @Override
    public void drain(NodeKey node, boolean undo) {
        record("drain " + node + " " + undo);
    }

    @Override
    public void hold(HoldOrder order) {
        record(order);
    }

    @Override
    public List<NodeKey> stop(StopOrder order) {
        record(order);
        return List.of(new NodeKey("cpu-3"));
    }

    @Override
    public String enrol(NodeKey node, String identityRequest) {
        record("enrol " + node + " " + identityRequest);
        return "a chain";
    }

    @Override
    public List<NodeAddress> addresses() {
        record("addresses");
        return List.of();
    }

    @Override
    public List<Event> journal(JournalQuery query) {
        record(query);
        return List.of(event(1));
    }

    @Override
    public List<Explanation> explain(Optional<NodeKey> node) {
        record("explain " + node.map(NodeKey::value).orElse("all"));
        return List.of(WHY);
    }

    /** Sends three events, then blocks until interrupted. */
    @Override
    public void watch(long afterSequence, Predicate<Event> listener) throws InterruptedException {
        record("watch " + afterSequence);
        try {
            for (long next = afterSequence + 1; next <= afterSequence + 3; next++) {
                if (!listener.test(event(next))) {
                    return;
                }
            }
            new CountDownLatch(1).await();
        } finally {
            streamEnded.countDown();
        }
    }

    @Override
    public void logs(LogQuery query, Consumer<byte[]> chunks) throws InterruptedException {
        record(query);
        try {
            byte[] large = new byte[100_000];
            large[99_999] = 42;
            chunks.accept(large);
            if (query.follow()) {
                new CountDownLatch(1).await();
            }
        } finally {
            streamEnded.countDown();
        }
    }
}
