package dev.muster.protocol.mapping;

import dev.muster.core.ClusterId;
import dev.muster.core.ClusterState;
import dev.muster.core.Machine;
import dev.muster.core.NodeFacts;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.LogQuery;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.control.StopOrder;
import dev.muster.core.event.Event;
import dev.muster.core.event.StepState;
import dev.muster.core.node.BootIdentity;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import dev.muster.core.node.Welcome;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.EngineStatusView;
import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.RunningWork;
import dev.muster.core.status.StatusView;
import dev.muster.core.status.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Generates records that can be sent over the wire. The same seed gives the same records. */
final class RandomRecords {
    private static final String LETTERS = "abcXYZ019 -_.:/\"'\\äß漢😀";
    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    String line() {
        int[] points = LETTERS.codePoints().toArray();
        StringBuilder line = new StringBuilder("w");
        for (int i = random.nextInt(20); i > 0; i--) {
            line.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return line.toString();
    }

    private String text() {
        return random.nextBoolean() ? "" : line() + "\n" + line();
    }

    private long amount() {
        return random.nextLong(1L << 50);
    }

    private Instant instant() {
        return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
    }

    private <T> List<T> some(Supplier<T> one) {
        return Stream.generate(one).limit(random.nextInt(4)).toList();
    }

    private <T> Optional<T> maybe(Supplier<T> one) {
        return random.nextBoolean() ? Optional.of(one.get()) : Optional.empty();
    }

    private <E extends Enum<E>> E oneOf(E[] values) {
        return values[random.nextInt(values.length)];
    }

    private Map<String, String> map() {
        Map<String, String> map = new HashMap<>();
        some(this::line).forEach(key -> map.put(key, random.nextBoolean() ? "" : line()));
        return map;
    }

    NodeKey key() {
        return random.nextInt(4) == 0 ? NodeKey.HEAD : NodeKey.worker("cpu", 1 + random.nextInt(1000));
    }

    Resources resources() {
        TreeMap<String, Long> units = new TreeMap<>();
        some(this::line).forEach(name -> units.put(name, random.nextLong(1_000_000_000_000_000_000L)));
        return new Resources(units);
    }

    private Shape shape() {
        return new Shape(
                resources(),
                new Selector(some(() -> new Selector.Requirement(
                        line(), oneOf(Selector.Operator.values()), new HashSet<>(some(this::line))))));
    }

    private UsageSample use() {
        return new UsageSample(
                random.nextDouble(64),
                random.nextDouble(1000),
                amount(),
                amount(),
                some(() -> new UsageSample.Gpu(random.nextInt(8), line(), random.nextDouble(100), amount())));
    }

    private NodeFacts facts() {
        return new NodeFacts(line(), resources(), amount(), amount(), map());
    }

    NodeHello hello() {
        return new NodeHello(
                1 + random.nextInt(3),
                "0.1." + random.nextInt(9),
                new ClusterId("%016x".formatted(random.nextLong())),
                key(),
                amount(),
                random.nextInt(1 << 22),
                new BootIdentity(line(), amount(), line()),
                facts());
    }

    NodeReport report() {
        return new NodeReport(
                amount(),
                use(),
                some(this::work),
                random.nextBoolean(),
                maybe(this::engine),
                maybe(this::facts),
                maybe(this::line),
                some(this::finishedRun));
    }

    private RunningWork work() {
        return new RunningWork(
                line(), random.nextBoolean() ? RunningWork.SESSION : RunningWork.RUN, instant(), resources());
    }

    private FinishedRun finishedRun() {
        return new FinishedRun(
                line(),
                random.nextBoolean() ? "" : line(),
                oneOf(FinishedRun.Outcome.values()),
                random.nextInt(256),
                maybe(this::amount),
                maybe(() -> Duration.ofMillis(amount() % 1_000_000_000L)),
                maybe(() -> Duration.ofMillis(amount() % 1_000_000_000L)),
                instant());
    }

    private EngineStatus engine() {
        return new EngineStatus(oneOf(EngineStatus.Phase.values()), instant(), random.nextInt(1000), some(this::line));
    }

    Welcome welcome() {
        return new Welcome(
                amount(),
                Duration.ofMillis(1 + random.nextInt(80_000_000)),
                Duration.ofMillis(1 + random.nextInt(60_000)));
    }

    DesiredState desired() {
        return new DesiredState(
                amount(), oneOf(DesiredState.Phase.values()), resources(), map(), maybe(() -> "-----BEGIN\n" + line()));
    }

    StatusView status() {
        return new StatusView(
                line(),
                line(),
                oneOf(ClusterState.values()),
                line(),
                line(),
                line(),
                some(this::nodeStatus),
                some(() -> new StatusView.TypeStatus(
                        line(), random.nextInt(), random.nextInt(9), random.nextInt(9), random.nextInt(9), 0)),
                some(() -> new StatusView.PoolHost(
                        line(), line(), oneOf(PoolHostState.values()), random.nextBoolean() ? "" : line())),
                resources(),
                resources(),
                some(() -> new StatusView.UnmetDemand(shape(), random.nextInt(100), text())),
                maybe(this::engineView),
                some(this::text));
    }

    private EngineStatusView engineView() {
        return new EngineStatusView(
                text(),
                random.nextBoolean(),
                text(),
                some(() ->
                        new EngineStatusView.EngineNode(key(), oneOf(EngineStatusView.NodeInEngine.values()), line())),
                some(() -> new EngineStatusView.PendingDemand(
                        oneOf(EngineStatusView.DemandKind.values()), shape(), random.nextInt(100), line())));
    }

    private NodeStatus nodeStatus() {
        return new NodeStatus(
                key(),
                line(),
                line(),
                line(),
                oneOf(NodeState.values()),
                instant(),
                maybe(() -> Duration.ofMillis(amount() % 1_000_000_000L)),
                resources(),
                resources(),
                map(),
                maybe(this::use),
                maybe(() -> new NodeStatus.DaemonInfo(random.nextInt(1 << 22), line(), line())),
                maybe(this::engine),
                text(),
                text(),
                maybe(() -> new NodeStatus.RunningStep(line(), instant())),
                some(this::work),
                some(this::finishedRun));
    }

    Event event() {
        Event.Kind kind = oneOf(Event.Kind.values());
        return new Event(amount(), instant(), kind, maybe(this::key), maybe(this::line), state(kind), text(), map());
    }

    private String state(Event.Kind kind) {
        return switch (kind) {
            case STEP -> oneOf(StepState.values()).wireName();
            case NODE -> oneOf(NodeState.values()).wireName();
            case DECISION, REFUSAL, REQUEST, CONFIG, HEAD -> random.nextBoolean() ? "" : line();
        };
    }

    ConfigSubmission submission(String operator) {
        return new ConfigSubmission(
                text(),
                new ConfigInputs(Map.of("HF_TOKEN", text()), Map.of()),
                operator,
                oneOf(ConfigSubmission.Mode.values()),
                random.nextBoolean());
    }

    StandingRequest standing(String operator) {
        return new StandingRequest(
                some(() -> new StandingRequest.Bundles(shape(), 1 + random.nextInt(1000))), operator);
    }

    StopOrder stop(String operator) {
        return new StopOrder(oneOf(StopOrder.Scope.values()), random.nextBoolean(), random.nextBoolean(), operator);
    }

    JournalQuery journal() {
        return new JournalQuery(
                new HashSet<>(some(() -> oneOf(Event.Kind.values()))), maybe(this::key), 1 + random.nextInt(10_000));
    }

    LogQuery logs() {
        return new LogQuery(maybe(this::key), maybe(() -> "install"), random.nextInt(1000), random.nextBoolean());
    }

    List<NodeAddress> addresses() {
        return some(() -> new NodeAddress(
                new Machine(key(), line(), line(), line(), oneOf(Machine.State.values()), line(), resources(), map()),
                oneOf(NodeState.values()),
                "/home/" + line()));
    }
}
