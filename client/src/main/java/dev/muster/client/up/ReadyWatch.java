package dev.muster.client.up;

import dev.muster.client.MinReady;
import dev.muster.client.ProgressListener;
import dev.muster.client.UpReport;
import dev.muster.client.UpRequest;
import dev.muster.core.FanOut;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Control;
import dev.muster.core.event.Event;
import dev.muster.core.event.Journal;
import dev.muster.core.port.Time;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.StepAdvice;
import dev.muster.launcher.bootstrap.StepIds;
import dev.muster.launcher.provider.Admission;
import dev.muster.launcher.provider.UnusableHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Follows what happens during {@code up} until enough nodes are ready, the time is over, or no more can come. */
final class ReadyWatch implements Journal {
    private final ClusterConfig config;
    private final UpRequest.Waiting waiting;
    private final ProgressListener observer;
    private final Time time;
    private final Instant began;
    private final UpProgress progress = new UpProgress();
    private final List<UnusableHost> missing = new CopyOnWriteArrayList<>();
    /** Hosts that nobody could say anything about yet. */
    private final List<String> silent = new CopyOnWriteArrayList<>();

    private volatile long from;

    ReadyWatch(ClusterConfig config, UpRequest.Waiting waiting, ProgressListener observer, Time time) {
        this.config = config;
        this.waiting = waiting;
        this.observer = observer;
        this.time = time;
        this.began = time.now();
    }

    /** An event of this machine or of the head: everything passes here. */
    @Override
    public void write(Event event) {
        progress.add(event);
        observer.event(event);
    }

    /** A host of the pool that the head cannot use: named, and not waited for. */
    void hostMissing(UnusableHost host) {
        missing.add(host);
    }

    private static UpReport.FailedNode failed(UnusableHost unusable) {
        String host = unusable.host();
        return switch (unusable.cause()) {
            case HELD ->
                failed(
                        host,
                        StepIds.CLAIM,
                        host + ": held by " + unusable.detail(),
                        "'cluster up --take-over " + host + "' takes it from its holder");
            case UNREACHABLE ->
                failed(
                        host,
                        StepIds.CONNECT,
                        unusable.detail(),
                        StepAdvice.of(StepIds.CONNECT, List.of(unusable.detail()))
                                        .map(StepAdvice.Found::advice)
                                        .orElse("fix the cause")
                                + ", then run 'cluster up' again to give the head access");
        };
    }

    private static UpReport.FailedNode failed(String host, String step, String message, String advice) {
        return new UpReport.FailedNode(host, host, step, OptionalInt.empty(), message, List.of(), "", advice);
    }

    private static UpReport.FailedNode unanswered(String host) {
        return failed(
                host,
                StepIds.CONNECT,
                host + " has not answered yet",
                "run 'cluster up' again to try it again, or 'cluster check' to see what is wrong");
    }

    /** @param sequence of the journal from which on the head's events belong to this {@code up} */
    void beginAt(long sequence) {
        from = sequence;
    }

    /** Workers that this {@code up} sets up again: they count when they came back. */
    void expect(List<NodeKey> outdated) {
        progress.expect(outdated);
    }

    /** @param late hosts that are tried meanwhile; named where they have not answered in the end */
    UpReport await(Control control, Admission.Result late) throws InterruptedException {
        silent.addAll(late.late());
        control.status().nodes().forEach(progress::start);
        if (!isOver()) {
            Callable<Boolean> follow = () -> follow(control);
            Callable<Boolean> timer = this::timer;
            Callable<Boolean> look = () -> look(late);
            FanOut.race(List.of(follow, timer, look));
        }
        return report(control.status());
    }

    private boolean look(Admission.Result late) throws InterruptedException {
        if (!silent.isEmpty()) {
            missing.addAll(late.trial().run());
            silent.clear();
        }
        return isOver() || timer();
    }

    private boolean follow(Control control) throws InterruptedException {
        control.watch(from, event -> {
            write(event);
            return !isOver();
        });
        return true;
    }

    private boolean timer() throws InterruptedException {
        Duration left = waiting.timeout().minus(Duration.between(began, time.now()));
        time.sleep(left.isNegative() ? Duration.ZERO : left);
        return false;
    }

    private int wanted() {
        return waiting.until() == UpRequest.Until.HEAD_READY ? 0 : config.minWorkers();
    }

    /** Whoever asks for all waits for those too that are up already, but not what the file says yet. */
    private boolean waitsForRenewal() {
        boolean asksForAll = waiting.until() == UpRequest.Until.WORKERS_READY
                && waiting.minReady().equals(MinReady.ALL);
        return asksForAll && !progress.renewing().isEmpty();
    }

    private boolean isOver() {
        boolean headReady = progress.isReady(NodeKey.HEAD);
        int ready = progress.readyWorkers();
        boolean enough = ready >= waiting.minReady().of(wanted()) && !waitsForRenewal();
        boolean noMoreComes = ready + progress.givenUp() + missing.size() >= wanted()
                && progress.onTheirWay() == 0
                && progress.renewing().isEmpty();
        return headReady && (enough || noMoreComes);
    }

    private UpReport report(StatusView status) {
        List<String> ready = status.nodes().stream()
                .filter(node ->
                        node.state() == NodeState.READY && !progress.renewing().contains(node.name()))
                .map(node -> node.name().value())
                .toList();
        List<UpReport.WaitingNode> coming = status.nodes().stream()
                .filter(node -> isComing(node) || progress.renewing().contains(node.name()))
                .map(progress::waiting)
                .toList();
        List<UpReport.FailedNode> failed = new ArrayList<>(progress.failed());
        missing.forEach(host -> failed.add(failed(host)));
        silent.forEach(host -> failed.add(unanswered(host)));
        return new UpReport(
                status.cluster(),
                status.clusterId(),
                status.head(),
                outcome(ready, failed),
                ready,
                coming,
                failed,
                progress.stepTimes(),
                Duration.between(began, time.now()));
    }

    private static boolean isComing(NodeStatus node) {
        return node.state() == NodeState.REQUESTED || node.state() == NodeState.STARTING;
    }

    private UpReport.Outcome outcome(List<String> ready, List<UpReport.FailedNode> failed) {
        long workers =
                ready.stream().filter(key -> !key.equals(NodeKey.HEAD.value())).count();
        boolean enough = workers >= waiting.minReady().of(wanted());
        if (!ready.contains(NodeKey.HEAD.value())
                || waitsForRenewal()
                || !enough && !isOnlyForThoseThatFailed(failed)) {
            return UpReport.Outcome.TOO_FEW;
        }
        boolean good = failed.isEmpty() || workers >= wanted() && !progress.hasFailedRenewal();
        return good ? UpReport.Outcome.DONE : UpReport.Outcome.SOME_FAILED;
    }

    /** Nobody said how many there must be, and nothing was still on its way when the time was over. */
    private boolean isOnlyForThoseThatFailed(List<UpReport.FailedNode> failed) {
        boolean inTime = Duration.between(began, time.now()).compareTo(waiting.timeout()) < 0;
        return waiting.minReady() instanceof MinReady.All && !failed.isEmpty() && inTime;
    }
}
