package dev.muster.whole;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many workers there were when: machines in whatever state, and ready ones; times are after a moment zero. */
final class NodeCounts {
    record Counts(int machines, int ready) {}

    private final TreeMap<Duration, Counts> steps = new TreeMap<>(Map.of(Duration.ZERO, new Counts(0, 0)));

    /** As the journal tells it. */
    static NodeCounts real(List<HeadState.Line> journal, Instant zero) {
        NodeCounts counts = new NodeCounts();
        Map<String, Boolean> ready = new TreeMap<>();
        for (HeadState.Line line : journal) {
            if (!line.node().startsWith("worker-")) {
                continue;
            }
            if (line.details().contains("closed")) {
                ready.remove(line.node());
            } else if (line.kind().equals("node")) {
                ready.put(line.node(), line.state().equals("ready"));
            }
            counts.put(Duration.between(zero, line.at()), ready.size(), (int)
                    ready.values().stream().filter(is -> is).count());
        }
        return counts;
    }

    /** As {@code cluster simulate --output csv} prints it. */
    static NodeCounts simulated(String csv) {
        NodeCounts counts = new NodeCounts();
        csv.lines()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf('"') + 2))
                .forEach(line -> {
                    String[] cells = line.split(",");
                    Duration at = Duration.ofMillis(Math.round(Double.parseDouble(cells[0]) * 1000));
                    counts.put(at, Integer.parseInt(cells[1]), Integer.parseInt(cells[3]));
                });
        return counts;
    }

    private void put(Duration at, int machines, int ready) {
        steps.put(at.isNegative() ? Duration.ZERO : at, new Counts(machines, ready));
    }

    private Counts at(Duration when) {
        return steps.floorEntry(when.isNegative() ? Duration.ZERO : when).getValue();
    }

    /** Every moment until the end at which the other never was within one node, a {@code moment} before or after. */
    List<String> differences(NodeCounts other, Duration end, Duration moment) {
        List<String> found = new ArrayList<>();
        Duration step = Duration.ofMillis(100);
        for (Duration when = Duration.ZERO; when.compareTo(end) < 0; when = when.plus(step)) {
            boolean isNear = false;
            for (Duration near = when.minus(moment); near.compareTo(when.plus(moment)) <= 0; near = near.plus(step)) {
                isNear |= isWithinOne(at(when), other.at(near));
            }
            if (!isNear) {
                found.add("at " + when + ": " + at(when) + ", the other " + other.at(when));
            }
        }
        return found;
    }

    private static boolean isWithinOne(Counts one, Counts other) {
        return Math.abs(one.machines() - other.machines()) <= 1 && Math.abs(one.ready() - other.ready()) <= 1;
    }

    int mostMachines() {
        return steps.values().stream().mapToInt(Counts::machines).max().orElse(0);
    }

    @Override
    public String toString() {
        return steps.toString();
    }
}
