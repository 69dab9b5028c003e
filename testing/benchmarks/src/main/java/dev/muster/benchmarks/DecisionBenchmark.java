package dev.muster.benchmarks;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Snapshot;
import dev.muster.autoscaler.planner.Autoscaler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How long one decision takes: the worlds that have a bar, cold (the first in this process) and warm (median), from an empty memory and from
 * that of the decision before; then a fit of the cost over nodes and shapes. A table for people, then a JSON line for each value.
 *
 * <p>Measured is the time on a processor. A decision is one thread and waits for nothing, so on an idle machine this is its duration; on a busy one it leaves
 * out the time that others took.
 */
public final class DecisionBenchmark {
    private static final int ROUNDS = 30;
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private record Case(String name, double barMillis, Supplier<Snapshot> world) {}

    private static final List<Case> CASES = List.of(
            new Case("decision_1000_idle_nodes_2000_requests", 20, () -> DecisionWorlds.idleNodes(1000, 2000)),
            new Case("decision_1337_busy_nodes_13315_requests", 20, () -> DecisionWorlds.busyNodes(1337, 13_315, 10)),
            new Case(
                    "decision_1000_different_nodes_200_selector_shapes",
                    50,
                    () -> DecisionWorlds.differentNodes(1000, 200)),
            new Case(
                    "decision_10000_nodes_100000_requests_100_shapes",
                    250,
                    () -> DecisionWorlds.large(10_000, 100_000, 100)),
            new Case("decision_200_gangs_of_8_on_1000_nodes", 200, () -> DecisionWorlds.gangs(200, 8, 1000)));

    private DecisionBenchmark() {}

    public static void main(String[] arguments) {
        System.out.printf(
                Locale.ROOT,
                "%-52s %10s %10s %10s %10s  %s%n",
                "decision",
                "first ms",
                "median ms",
                "again ms",
                "bar ms",
                "");
        StringBuilder json = new StringBuilder();
        for (Case one : CASES) {
            report(one, json);
        }
        Fit.print(json);
        System.out.print(json);
    }

    private static void report(Case one, StringBuilder json) {
        Snapshot fresh = one.world().get();
        double[] millis = measure(() -> one.world().get());
        Decision before = Autoscaler.decide(fresh);
        double again = median(measure(() -> after(one.world().get(), before)));
        double median = median(millis);
        System.out.printf(
                Locale.ROOT,
                "%-52s %10.2f %10.2f %10.2f %10.0f  %s%n",
                one.name(),
                millis[0],
                median,
                again,
                one.barMillis(),
                Math.max(median, again) <= one.barMillis() ? "ok" : "ABOVE THE BAR");
        json.append(line(one.name() + "_ms", median))
                .append(line(one.name() + "_first_ms", millis[0]))
                .append(line(one.name() + "_again_ms", again));
    }

    static String line(String bench, double value) {
        return String.format(Locale.ROOT, "{\"bench\":\"%s\",\"value\":%.3f,\"unit\":\"ms\"}%n", bench, value);
    }

    private static Snapshot after(Snapshot fresh, Decision before) {
        return new Snapshot(
                fresh.now(),
                2,
                fresh.limits(),
                fresh.nodes(),
                fresh.offers(),
                fresh.demand(),
                fresh.gangs(),
                before.ledger());
    }

    /** Each round decides over a new snapshot, so that nothing is kept between them. */
    static double[] measure(Supplier<Snapshot> world) {
        double[] millis = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Snapshot snapshot = world.get();
            long start = THREAD.getCurrentThreadCpuTime();
            Decision decision = Autoscaler.decide(snapshot);
            millis[round] = (THREAD.getCurrentThreadCpuTime() - start) / 1e6;
            if (decision.tick() != snapshot.tick()) {
                throw new IllegalStateException("not this snapshot's decision");
            }
        }
        return millis;
    }

    static double median(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
