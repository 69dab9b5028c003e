package dev.muster.cli.text;

import dev.muster.core.Resources;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The table of nodes of {@code status}: their state, their free resources and what they use. */
final class NodeListTable {
    private final Instant now;

    NodeListTable(Instant now) {
        this.now = now;
    }

    Table of(List<NodeStatus> nodes) {
        Table table = new Table(
                Column.text("NODE"),
                Column.text("HOST").cuttable(),
                Column.text("STATE"),
                Column.number("AGE"),
                Column.number("IDLE"),
                Column.text("FREE").cuttable(),
                Column.number("CPU USE"),
                Column.number("MEM USE"),
                Column.text("GPU USE").droppable(),
                Column.number("LOAD").droppable(),
                Column.text("REASON").cuttable().droppable(),
                Column.text("LABELS").droppable());
        nodes.stream().sorted(Comparator.comparing(NodeStatus::name)).forEach(node -> addRow(table, node));
        return table;
    }

    private void addRow(Table table, NodeStatus node) {
        table.row(
                Cell.of(node.name().value()),
                Cell.of(node.host()),
                new Cell(node.state().wireName(), Tone.of(node.state())),
                Cell.of(Units.age(Duration.between(node.since(), now))),
                Cell.of(node.idle().map(Units::age).orElse("")),
                Cell.of(node.state().isUp() ? freeOfTotal(node.available(), node.total()) : ""),
                Cell.of(node.use().map(use -> Units.decimal(use.cpu())).orElse("")),
                Cell.of(node.use().map(use -> Units.bytes(use.memory())).orElse("")),
                Cell.of(node.use().map(NodeListTable::gpus).orElse("")),
                Cell.of(node.use().map(use -> Units.decimal(use.load1())).orElse("")),
                Cell.of(node.reason()),
                Cell.of(labels(node)));
    }

    private static String gpus(UsageSample use) {
        return use.gpus().stream()
                .map(gpu -> Math.round(gpu.utilisation()) + "%")
                .collect(Collectors.joining(" "));
    }

    private static String labels(NodeStatus node) {
        return node.labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** Returns for example {@code CPU 2/4, memory 7.5/16 GiB}. CPU and GPU come first, since they are asked for most. */
    static String freeOfTotal(Resources available, Resources total) {
        return total.amounts().keySet().stream()
                .sorted(Comparator.comparing(NodeListTable::rank).thenComparing(Comparator.naturalOrder()))
                .map(name -> name + " " + Units.amountOf(name, available.amount(name), total.amount(name)))
                .collect(Collectors.joining(", "));
    }

    private static int rank(String name) {
        return switch (name) {
            case "CPU" -> 0;
            case "GPU" -> 1;
            case "memory" -> 2;
            default -> 3;
        };
    }
}
