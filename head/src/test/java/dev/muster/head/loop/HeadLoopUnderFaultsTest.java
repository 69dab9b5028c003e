package dev.muster.head.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.head.state.NodeRow;
import dev.muster.testkit.FakeCloud.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs random worlds with all faults at once. Then the faults end, and the cluster must recover. The seed is the name of the test. */
class HeadLoopUnderFaultsTest {
    private static final int MAX = 6;
    private static final int STEPS = 150;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("muster.seeds", 40));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void recoversAfterFaults(long seed) {
        Random random = new Random(seed);
        try (HeadWorld world = new HeadWorld(folder, seed, MAX + random.nextInt(3) - 1)) {
            world.cloud.faults(Faults.MANY);
            world.setUp.unreachable = 0.2;
            world.configure("2 " + MAX + " 30");
            for (int step = 0; step < STEPS; step++) {
                disturb(world, random);
                neverTooMany(world);
            }
            world.cloud.faults(Faults.NONE);
            world.setUp.unreachable = 0;
            world.store.changed(RollingUpdate::retryFailed);
            int demand = random.nextInt(MAX);
            world.request(demand);
            settle(world);
            isWhole(world, demand);
        }
    }

    private static void disturb(HeadWorld world, Random random) {
        world.time.advance(Duration.ofMillis(random.nextInt(2500)));
        world.reports();
        world.loop.tick();
        runSome(world, random);
        switch (random.nextInt(14)) {
            case 0 -> world.killHead();
            case 1, 2 -> victim(world, random).forEach(world::killDaemon);
            case 3 ->
                victim(world, random).forEach(key -> {
                    world.killDaemon(key);
                    world.startDaemon(key);
                });
            case 4, 5 -> world.request(random.nextInt(MAX + 3));
            case 6 -> victim(world, random).forEach(key -> world.daemons.get(key).busy ^= true);
            case 7 -> {
                world.setUp.recipes = Map.of("cpu", "r" + random.nextInt(5));
                world.configure("2 " + MAX + " 30");
            }
            default -> {}
        }
    }

    private static void runSome(HeadWorld world, Random random) {
        List<Runnable> waiting = new ArrayList<>(world.background);
        Collections.shuffle(waiting, random);
        for (Runnable work : waiting) {
            if (random.nextInt(3) > 0) {
                world.background.remove(work);
                work.run();
            }
        }
    }

    private static List<NodeKey> victim(HeadWorld world, Random random) {
        List<NodeKey> keys = new ArrayList<>(world.daemons.keySet());
        Collections.shuffle(keys, random);
        return keys.stream().limit(1).toList();
    }

    private static void neverTooMany(HeadWorld world) {
        assertThat(world.state().openWorkers().stream()
                        .filter(row -> row.state().holdsMachine() && row.state() != NodeState.STOPPING))
                .as("nodes that count against the maximum")
                .hasSizeLessThanOrEqualTo(MAX);
    }

    private static void settle(HeadWorld world) {
        world.daemons.values().forEach(daemon -> daemon.busy = false);
        for (int minute = 0; minute < 25; minute++) {
            world.run(Duration.ofSeconds(60));
        }
    }

    /** The head may hold one bundle of the demand, unless a worker holds it already. */
    private static void isWhole(HeadWorld world, int demand) {
        List<NodeKey> ready = world.ready();
        assertThat(world.state().openWorkers())
                .as("open nodes")
                .allMatch(row -> row.state() == NodeState.READY)
                .hasSizeBetween(Math.max(2, demand - 1), Math.max(2, demand));
        assertThat(world.state().openWorkers())
                .as("set up with the current recipe")
                .allMatch(row -> row.recipe().equals(world.setUp.recipes.get("cpu")));
        assertThat(world.cloud.existing()).as("machines").containsExactlyElementsOf(ready);
        assertThat(world.daemons.keySet().stream().filter(key -> !key.isHead()))
                .as("daemons")
                .containsExactlyElementsOf(ready);
        assertThat(world.state().open(NodeKey.HEAD).map(NodeRow::state)).contains(NodeState.READY);
        assertThat(world.journal())
                .as("lines about nodes name a state")
                .filteredOn(event -> event.kind() == Event.Kind.NODE)
                .allSatisfy(event -> NodeState.of(event.state()));
        assertThat(ready).as("made once").allMatch(key -> world.cloud.timesMade(key) == 1);
    }
}
