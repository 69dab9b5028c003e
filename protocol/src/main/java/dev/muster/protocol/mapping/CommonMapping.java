package dev.muster.protocol.mapping;

import dev.muster.core.NodeFacts;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import dev.muster.core.status.UsageSample;
import dev.muster.protocol.wire.Facts;
import dev.muster.protocol.wire.Gpu;
import dev.muster.protocol.wire.Requirement;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;

/** Converts the messages that both services use. {@code to} writes, {@code from} reads and validates. */
final class CommonMapping {
    private static final int MAX_RESOURCES = 256;
    /** 10^14 units, which is 100 TB of memory. */
    private static final long MAX_AMOUNT = 100_000_000_000_000L * Resources.ONE;

    private static final int MAX_LABELS = 256;

    private CommonMapping() {}

    static dev.muster.protocol.wire.Resources to(Resources resources) {
        return dev.muster.protocol.wire.Resources.newBuilder()
                .putAllTenThousandths(resources.tenThousandths())
                .build();
    }

    static Resources from(dev.muster.protocol.wire.Resources wire) {
        return from(wire, MAX_AMOUNT);
    }

    /** Reads the sum of many nodes' resources, which has no upper limit. */
    static Resources sum(dev.muster.protocol.wire.Resources wire) {
        return from(wire, Long.MAX_VALUE);
    }

    private static Resources from(dev.muster.protocol.wire.Resources wire, long largest) {
        if (wire.getTenThousandthsCount() > MAX_RESOURCES) {
            return Bounds.reject("resources", "has more than " + MAX_RESOURCES + " entries");
        }
        TreeMap<String, Long> units = new TreeMap<>();
        wire.getTenThousandthsMap().forEach((name, amount) -> {
            if (name.isBlank()) {
                Bounds.reject("resources", "contains an empty name");
            }
            units.put(Bounds.singleLine("resources", name), Bounds.number("amount of a resource", amount, 0, largest));
        });
        return new Resources(units);
    }

    static Map<String, String> labels(Map<String, String> wire) {
        return Bounds.map("labels", wire, MAX_LABELS, Bounds.MAX_LINE);
    }

    static dev.muster.protocol.wire.Shape to(Shape shape) {
        dev.muster.protocol.wire.Shape.Builder wire =
                dev.muster.protocol.wire.Shape.newBuilder().setResources(to(shape.resources()));
        for (Selector.Requirement requirement : shape.selector().requirements()) {
            wire.addSelector(Requirement.newBuilder()
                    .setLabel(requirement.label())
                    .setOperator(
                            Requirement.Operator.valueOf(requirement.operator().name()))
                    .addAllValues(requirement.values().stream().sorted().toList()));
        }
        return wire.build();
    }

    static Shape from(dev.muster.protocol.wire.Shape wire) {
        return new Shape(
                from(wire.getResources()),
                new Selector(Bounds.list("selector", wire.getSelectorList(), 64).stream()
                        .map(CommonMapping::from)
                        .toList()));
    }

    private static Selector.Requirement from(Requirement wire) {
        Bounds.list("selector", wire.getValuesList(), 256).forEach(value -> Bounds.singleLine("selector", value));
        return new Selector.Requirement(
                Bounds.singleLine("selector", wire.getLabel()),
                switch (wire.getOperator()) {
                    case IN -> Selector.Operator.IN;
                    case NOT_IN -> Selector.Operator.NOT_IN;
                    case EXISTS -> Selector.Operator.EXISTS;
                    case OPERATOR_UNSPECIFIED, UNRECOGNIZED ->
                        Bounds.reject("selector", "contains an unknown operator");
                },
                new HashSet<>(wire.getValuesList()));
    }

    static dev.muster.protocol.wire.Use to(UsageSample use) {
        dev.muster.protocol.wire.Use.Builder wire = dev.muster.protocol.wire.Use.newBuilder()
                .setCpu(use.cpu())
                .setLoad1(use.load1())
                .setMemory(use.memory())
                .setDisk(use.disk());
        for (UsageSample.Gpu gpu : use.gpus()) {
            wire.addGpus(Gpu.newBuilder()
                    .setIndex(gpu.index())
                    .setModel(gpu.model())
                    .setUtilisation(gpu.utilisation())
                    .setMemory(gpu.memory()));
        }
        return wire.build();
    }

    static UsageSample from(dev.muster.protocol.wire.Use wire) {
        return new UsageSample(
                Bounds.measurement("cpu", wire.getCpu()),
                Bounds.measurement("load1", wire.getLoad1()),
                Bounds.number("memory", wire.getMemory(), 0, Long.MAX_VALUE),
                Bounds.number("disk", wire.getDisk(), 0, Long.MAX_VALUE),
                Bounds.list("gpus", wire.getGpusList(), 64).stream()
                        .map(CommonMapping::from)
                        .toList());
    }

    private static UsageSample.Gpu from(Gpu wire) {
        return new UsageSample.Gpu(
                Bounds.number("gpu index", wire.getIndex(), 0, 1023),
                Bounds.singleLine("gpu model", wire.getModel()),
                Bounds.measurement("gpu utilisation", wire.getUtilisation()),
                Bounds.number("gpu memory", wire.getMemory(), 0, Long.MAX_VALUE));
    }

    static Facts to(NodeFacts facts) {
        return Facts.newBuilder()
                .setHostname(facts.hostname())
                .setFound(to(facts.found()))
                .setMemoryTotal(facts.memoryTotal())
                .setDiskTotal(facts.diskTotal())
                .putAllDetails(facts.details())
                .build();
    }

    static NodeFacts from(Facts wire) {
        return new NodeFacts(
                Bounds.singleLine("hostname", wire.getHostname()),
                from(wire.getFound()),
                Bounds.number("memory_total", wire.getMemoryTotal(), 0, Long.MAX_VALUE),
                Bounds.number("disk_total", wire.getDiskTotal(), 0, Long.MAX_VALUE),
                Bounds.map("details", wire.getDetailsMap(), 128, 1024));
    }
}
