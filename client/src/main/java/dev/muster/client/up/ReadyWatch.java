package dev.muster.client.up;

import dev.muster.client.ClusterRef;
import dev.muster.client.MinReady;
import dev.muster.client.ProgressListener;
import dev.muster.client.UpReport;
import dev.muster.client.UpRequest;
import dev.muster.core.FanOut;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Shell;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Control;
import dev.muster.core.event.Event;
import dev.muster.core.event.Journal;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.Time;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.PoolHostState;
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

/** Follows the events of {@code up} until enough nodes are ready, the timeout is reached, or no more nodes can become ready. */
final class ReadyWatch implements Journal {
    /** How long the head may take to launch a node in place of one that failed. */
    static final Duration REPLACEMENT = Duration.ofSeconds(2);

    private static final Duration RECHECK = Duration.ofMillis(500);

    private final ClusterConfig config;
    private final UpRequest.Waiting waiting;
    private final ProgressListener listener;
    private final Time time;
    private final Instant start;
    private final ClusterRef cluster;
    private final UpProgress progress;
    private final LongSteps longSteps;
    private final FailedCommands failedCommands;
    private final List<UnusableHost> unusable = new CopyOnWriteArrayList<>();
    /** Hosts that have not answered yet. */
    private final List<String> unanswered = new CopyOnWriteArrayList<>();

    /** How many hosts operators keep free of nodes. */
    private volatile int onHold;

    private volatile long from;

    /** When the state of any node changed last. */
    private volatile Instant lastChange;

    ReadyWatch(ClusterConfig config, UpRequest request, ProgressListener listener, Time time) {
        this.config = config;
        this.waiting = request.waiting();
        this.cluster = request.cluster();
        this.progress = new UpProgress(cluster);
        this.listener = listener;
        this.longSteps = new LongSteps(cluster, time, listener);
        this.failedCommands =
                new FailedCommands(config, request.cluster().file().path());
        this.time = time;
        this.start = time.now();
        this.lastChange = start;
    }

    /** Receives every event, from this machine and from the head. */
    @Override
    public void write(Event event) {
        Event located = failedCommands.locate(event);
        if (located.kind() == Event.Kind.NODE) {
            lastChange = time.now();
        }
        progress.add(located);
        listener.event(located);
    }

    /** Adds the place of the failed command to the failure of the head's set-up. */
    RemoteFailure locate(RemoteFailure failure) {
        return failedCommands.locate(failure);
    }

    /** Adds a host that the head cannot use. It is reported as failed and not waited for. */
    void addUnusableHost(UnusableHost host) {
        unusable.add(host);
    }

    private UpReport.FailedNode failed(UnusableHost unusableHost) {
        String host = unusableHost.host();
        return switch (unusableHost.cause()) {
            case HELD ->
                failed(
                        host,
                        StepIds.CLAIM,
                        "held by " + unusableHost.detail(),
                        "to take the host from that cluster, run '" + cluster.command("up") + " --take-over "
                                + Shell.quote(host) + "'");
            case UNREACHABLE ->
                failed(
                        host,
                        StepIds.CONNECT,
                        unusableHost.detail(),
                        StepAdvice.of(StepIds.CONNECT, List.of(unusableHost.detail()))
                                        .map(StepAdvice.Found::advice)
                                        .orElse("fix the cause")
                                + ", then run '" + cluster.command("up") + "' again to give the head access");
        };
    }

    private static UpReport.FailedNode failed(String host, String step, String message, String advice) {
        return new UpReport.FailedNode(host, host, step, OptionalInt.empty(), message, List.of(), "", advice);
    }

    private UpReport.FailedNode unanswered(String host, Admission.LateTrial trial) {
        return failed(
                host,
                StepIds.CONNECT,
                trial.failure(host).orElse("it has not answered yet"),
                "to find the cause, run '" + cluster.command("check") + "'; to try again, run '" + cluster.command("up")
                        + "'");
    }

    /** Sets the sequence number in the head's journal after which events belong to this {@code up}. */
    void followFrom(long sequence) {
        from = sequence;
    }

    /** Adds workers that this {@code up} sets up again. They count as ready when they are ready again. */
    void expectRenewal(List<NodeKey> outdated) {
        progress.expectRenewal(outdated);
        outdated.forEach(node -> listener.event(
                Event.of(time.wallClock(), Event.Kind.HEAD, node, "waiting", "waits for its turn to be set up again")));
    }

    /**
     * Waits and returns the report.
     *
     * @param late hosts that are tried in the background; those that have not answered at the end are reported as failed
     */
    UpReport await(Control control, Admission.Result late) throws InterruptedException {
        unanswered.addAll(late.late());
        StatusView before = control.status();
        before.nodes().forEach(progress::start);
        onHold = (int) before.pool().stream()
                .filter(host -> host.state() == PoolHostState.ON_HOLD)
                .count();
        if (!isOver()) {
            longSteps.report(before.nodes());
            Callable<Boolean> follow = () -> follow(control);
            Callable<Boolean> timer = this::timer;
            Callable<Boolean> retry = () -> tryLateHosts(late);
            Callable<Boolean> remind = () -> remind(control);
            FanOut.race(List.of(follow, timer, retry, remind, this::settle));
        }
        return report(control.status(), late.trial());
    }

    /** Nothing may happen any more once the time for a replacement has passed. */
    private boolean settle() throws InterruptedException {
        while (!isOver()) {
            time.sleep(RECHECK);
        }
        return true;
    }

    private boolean tryLateHosts(Admission.Result late) throws InterruptedException {
        if (!unanswered.isEmpty()) {
            unusable.addAll(late.trial().run());
            unanswered.clear();
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
        Duration left = waiting.timeout().minus(Duration.between(start, time.now()));
        time.sleep(left.isNegative() ? Duration.ZERO : left);
        return false;
    }

    /** Names again and again what is waited for, until the time is over. */
    private boolean remind(Control control) throws InterruptedException {
        while (Duration.between(start, time.now()).compareTo(waiting.timeout()) < 0) {
            time.sleep(LongSteps.INTERVAL);
            longSteps.report(control.status().nodes());
        }
        return timer();
    }

    private int wanted() {
        return waiting.until() == UpRequest.Until.HEAD_READY ? 0 : possibleWorkers();
    }

    /** A host that is on hold is not waited for. */
    private int possibleWorkers() {
        int hosts = config.provider()
                .listedHosts()
                .map(listed -> Math.max(0, listed.size() - onHold))
                .orElse(Integer.MAX_VALUE);
        return Math.min(config.minWorkers(), hosts);
    }

    /** With {@link MinReady#ALL}, {@code up} also waits for running workers that are set up again. */
    private boolean waitsForRenewal() {
        boolean waitsForAll = waiting.until() == UpRequest.Until.WORKERS_READY
                && waiting.minReady().equals(MinReady.ALL);
        return waitsForAll && !progress.renewing().isEmpty();
    }

    /** Returns whether the head would have launched a node in place of a failed one by now, if it could. */
    private boolean isReplacementOverdue() {
        return progress.countFailed() == 0
                || Duration.between(lastChange, time.now()).compareTo(REPLACEMENT) >= 0;
    }

    boolean isOver() {
        boolean headReady = progress.isReady(NodeKey.HEAD);
        int ready = progress.readyWorkers();
        boolean enough = ready >= waiting.minReady().of(wanted()) && !waitsForRenewal();
        boolean noMoreComes = ready + progress.countFailed() + unusable.size() >= wanted()
                && progress.countComing() == 0
                && progress.renewing().isEmpty();
        return headReady && (enough || noMoreComes && isReplacementOverdue());
    }

    private UpReport report(StatusView status, Admission.LateTrial trial) {
        List<String> ready = status.nodes().stream()
                .filter(node ->
                        node.state() == NodeState.READY && !progress.renewing().contains(node.name()))
                .map(node -> node.name().value())
                .toList();
        List<UpReport.WaitingNode> coming = status.nodes().stream()
                .filter(node -> isComing(node) || progress.renewing().contains(node.name()))
                .map(node -> progress.waiting(node, time.wallClock()))
                .toList();
        List<UpReport.FailedNode> failed = new ArrayList<>(progress.failed());
        unusable.forEach(host -> failed.add(failed(host)));
        unanswered.forEach(host -> failed.add(unanswered(host, trial)));
        return new UpReport(
                status.cluster(),
                status.clusterId(),
                status.head(),
                config.engine(),
                outcome(ready, failed),
                ready,
                coming,
                failed,
                1 + possibleWorkers(),
                progress.stepTimes(),
                Duration.between(start, time.now()));
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
                || !enough && !isShortOfFailedNodesOnly(failed)) {
            return UpReport.Outcome.TOO_FEW;
        }
        boolean isEnoughForOperator = !waiting.minReady().equals(MinReady.ALL);
        boolean good = failed.isEmpty() || (isEnoughForOperator || workers >= wanted()) && !progress.hasFailedRenewal();
        return good ? UpReport.Outcome.DONE : UpReport.Outcome.SOME_FAILED;
    }

    /** Returns whether too few workers are ready only because some failed: no {@code --min-ready} was given and the timeout was not reached. */
    private boolean isShortOfFailedNodesOnly(List<UpReport.FailedNode> failed) {
        boolean inTime = Duration.between(start, time.now()).compareTo(waiting.timeout()) < 0;
        return waiting.minReady() instanceof MinReady.All && !failed.isEmpty() && inTime;
    }
}
