package dev.muster.head.loop;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.control.StandingRequest.Bundles;
import dev.muster.core.event.Event;
import dev.muster.core.node.Welcome;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.StepListener;
import dev.muster.engine.EngineLink;
import dev.muster.head.TestConfigs;
import dev.muster.head.engine.EngineWatch;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.registry.NodeTable;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Promise;
import dev.muster.head.state.RefusedChanges;
import dev.muster.head.state.State;
import dev.muster.head.state.Store;
import dev.muster.testkit.FakeCloud;
import dev.muster.testkit.ManualTime;
import dev.muster.testkit.engine.FakeEngineLink;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A head with a cloud, machines with daemons, and a clock. Nothing moves unless the test moves it. A transition of a node that the life cycle does not allow
 * fails the test when the world is closed.
 */
public final class HeadWorld implements AutoCloseable {
    public static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");

    public final ManualTime time;
    public final FakeCloud cloud;
    public final FakeNodeSetUp setUp;
    public final Map<NodeKey, FakeDaemon> daemons = new TreeMap<>();
    public final Deque<Runnable> background = new ArrayDeque<>();
    public Store store;
    public NodeTable table;
    public HeadLoop loop;
    public EngineWatch engine;

    private final Path file;
    private final Optional<FakeEngineLink> link;
    private final RefusedChanges refused = new RefusedChanges();
    private long incarnations;

    public HeadWorld(Path folder, long seed, int capacity) {
        this(folder, seed, capacity, Optional.empty());
    }

    /** Creates a world where an engine runs on every node that has a daemon. */
    public static HeadWorld withEngine(Path folder, FakeEngineLink link) {
        return new HeadWorld(folder, 1, 10, Optional.of(link));
    }

    private HeadWorld(Path folder, long seed, int capacity, Optional<FakeEngineLink> link) {
        this.link = link;
        time = ManualTime.of(seed);
        cloud = new FakeCloud(time).offering("cpu", Resources.of("CPU", 2), capacity);
        setUp = new FakeNodeSetUp(time, this::startDaemon, this::endDaemon);
        file = folder.resolve("state.db");
        open();
    }

    /** Starts the head. The background jobs of the last one are lost. */
    private void open() {
        store = Store.open(file, "c1", CLUSTER, TestConfigs::read);
        HeadTiming timing = HeadTiming.DEFAULT;
        table = new NodeTable(
                store::state,
                new Welcome(store.epoch(), timing.lease(), timing.reportInterval()),
                (node, request) -> "",
                time,
                () -> {});
        engine = new EngineWatch(
                store::state, config -> link.<EngineLink>map(known -> known).orElse(EngineLink.NONE), time, () -> {});
        CurrentSite site = new CurrentSite(config -> ClusterSite.withoutPool(cloud, setUp));
        loop = new HeadLoop(
                new HeadLoop.Parts(store, table, site, engine, node -> new Listening()),
                timing,
                time,
                new LoopWakeup(),
                background::add);
    }

    public void killHead() {
        store.close();
        background.clear();
        open();
        daemons.values().stream().filter(daemon -> daemon.alive).forEach(daemon -> daemon.connect(table, CLUSTER));
    }

    public void configure(String text) {
        store.changed(draft -> {
            long version = 1 + draft.config().map(AppliedConfig::version).orElse(0L);
            draft.config(new AppliedConfig(version, text, TestConfigs.read(text), "me", time.now(), setUp.recipes));
            if (draft.open(NodeKey.HEAD).isEmpty()) {
                draft.become(headRow(), NodeState.STARTING, time.now());
            }
        });
        if (!daemons.containsKey(NodeKey.HEAD)) {
            startDaemon(NodeKey.HEAD);
        }
    }

    private NodeRow headRow() {
        Machine machine = new Machine(
                NodeKey.HEAD, "head", "head", "10.0.0.1", Machine.State.RUNNING, "", Resources.NONE, Map.of());
        return NodeRow.requested(
                        NodeKey.HEAD,
                        "head",
                        new Promise("", Resources.NONE, Map.of()),
                        time.now(),
                        NodeRow.Reason.of("the head"))
                .withMachine(machine);
    }

    /** Lets every commit that changes a node fail, until {@link #freeDisk}. */
    public void fillDisk() throws SQLException {
        change("CREATE TRIGGER full_nodes BEFORE INSERT ON nodes BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        change("CREATE TRIGGER full_update BEFORE UPDATE ON nodes BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
    }

    public void freeDisk() throws SQLException {
        change("DROP TRIGGER full_nodes");
        change("DROP TRIGGER full_update");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public void request(int count) {
        List<Bundles> bundles = count == 0 ? List.of() : List.of(new Bundles(Shape.of(Resources.of("CPU", 2)), count));
        store.changed(draft -> draft.standing(bundles));
    }

    public void startDaemon(NodeKey key) {
        FakeDaemon running = daemons.get(key);
        if (running != null && running.alive) {
            return;
        }
        FakeDaemon daemon = new FakeDaemon(key, ++incarnations);
        daemons.put(key, daemon);
        daemon.connect(table, CLUSTER);
        link.ifPresent(known -> known.join(key, Resources.of("CPU", 2), Map.of()));
    }

    private void endDaemon(NodeKey key) {
        FakeDaemon gone = daemons.remove(key);
        if (gone != null) {
            gone.alive = false;
        }
        link.ifPresent(known -> known.lose(key));
    }

    /** Kills a daemon as {@code kill -9} does: its stream breaks. */
    public void killDaemon(NodeKey key) {
        FakeDaemon daemon = daemons.remove(key);
        if (daemon != null && daemon.session != null) {
            daemon.alive = false;
            daemon.session.closed("killed");
        }
    }

    /** Lets the daemons report, runs one iteration of the loop, and runs the jobs that it started. */
    public void iterate() {
        pollEngine();
        reports();
        tickBeforeReports();
    }

    private void pollEngine() {
        try {
            engine.poll();
            for (FakeDaemon daemon : daemons.values()) {
                daemon.engineRuns = engine.sight().member(daemon.key).isPresent();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs one iteration in which no report that the daemons sent has been read yet. */
    public void tickBeforeReports() {
        loop.tick();
        while (!background.isEmpty()) {
            run(background.poll());
        }
    }

    /** A job that hangs goes on in its thread. */
    private void run(Runnable job) {
        if (setUp.hanging.isEmpty()) {
            job.run();
            return;
        }
        Thread thread = Thread.ofVirtual().start(job);
        while (thread.isAlive() && !setUp.isHung(thread)) {
            Thread.onSpinWait();
        }
    }

    public void reports() {
        daemons.values().removeIf(daemon -> !daemon.alive);
        List.copyOf(daemons.values()).forEach(daemon -> daemon.report(time.now()));
    }

    public void run(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            time.advance(Duration.ofSeconds(1));
            iterate();
        }
    }

    public State state() {
        return store.state();
    }

    public List<NodeKey> inState(NodeState wanted) {
        return state().openWorkers().stream()
                .filter(row -> row.state() == wanted)
                .map(NodeRow::key)
                .toList();
    }

    public List<NodeKey> ready() {
        return inState(NodeState.READY);
    }

    public List<Event> journal() {
        return store.journalAfter(0, 100_000);
    }

    private final class Listening implements StepListener {
        @Override
        public void write(Event event) {
            store.write(event);
        }

        @Override
        public OutputSink output() {
            return OutputSink.NONE;
        }
    }

    @Override
    public void close() {
        store.close();
        refused.close();
    }
}
