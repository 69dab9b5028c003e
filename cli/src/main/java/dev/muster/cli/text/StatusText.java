package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.StatusView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Formats the answer of {@code status} for the terminal: the nodes first, then what explains their number. */
public final class StatusText {
    private final ColorMode paint;
    private final int columns;
    private final Instant now;
    private final ZoneId zone;
    private final ClusterHints hints;

    public StatusText(ColorMode paint, int columns, Instant now, ZoneId zone, ClusterHints hints) {
        this.paint = paint;
        this.columns = columns;
        this.now = now;
        this.zone = zone;
        this.hints = hints;
    }

    /** @param decisions the last ones, oldest first */
    public List<String> lines(StatusView view, List<Event> decisions) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(view));
        if (!view.total().isEmpty()) {
            lines.add("free: " + NodeListTable.freeOfTotal(view.available(), view.total()));
        }
        Optional<EngineText> engine = view.engineView().map(known -> new EngineText(view, known));
        engine.ifPresent(text -> lines.addAll(text.lines()));
        lines.addAll(new NodeListTable(now).of(view.nodes()).lines(columns, paint));
        addSection(lines, "SET-UP", steps(view));
        addProblems(view, lines);
        addEngines(view, lines);
        addSection(lines, "RUNS", new RunsTable(now).of(view.nodes()));
        addSection(lines, "TYPES", types(view));
        addSection(lines, "UNMET DEMAND", demand(view));
        engine.ifPresent(text -> addSection(lines, "ENGINE DEMAND", text.demand()));
        addSection(lines, "POOL", pool(view));
        view.notes().forEach(note -> lines.add("note: " + TerminalText.printable(note)));
        addDecisions(decisions, lines);
        return lines;
    }

    private String headline(StatusView view) {
        return paint.apply(Tone.STRONG, view.cluster()) + " is "
                + paint.apply(Tone.of(view.state()), view.state().wireName()) + ": provider " + view.provider()
                + ", engine " + view.engine() + ", head " + view.head();
    }

    private void addSection(List<String> lines, String title, Table table) {
        if (!table.isEmpty()) {
            lines.add("");
            lines.add(paint.apply(Tone.STRONG, title));
            lines.addAll(table.lines(columns, paint));
        }
    }

    private static Table types(StatusView view) {
        Table table = new Table(
                Column.text("TYPE"),
                Column.number("MIN"),
                Column.number("MAX"),
                Column.number("READY"),
                Column.number("STARTING"),
                Column.number("FAILED"));
        // The limits of a type that only the head has mean nothing.
        for (StatusView.TypeStatus type :
                view.types().stream().filter(type -> type.max() > 0).toList()) {
            table.row(
                    Cell.of(type.name()),
                    Cell.of(Integer.toString(type.min())),
                    Cell.of(Integer.toString(type.max())),
                    Cell.of(Integer.toString(type.ready())),
                    Cell.of(Integer.toString(type.starting())),
                    new Cell(Integer.toString(type.failed()), type.failed() > 0 ? Tone.BAD : Tone.PLAIN));
        }
        return table;
    }

    /** Shows what is being set up, since when, and how to end it. */
    private Table steps(StatusView view) {
        Table table = new Table(
                Column.text("NODE"),
                Column.text("HOST").cuttable(),
                Column.text("STEP"),
                Column.number("FOR"),
                Column.text("TO END IT").cuttable());
        for (NodeStatus node : view.nodes()) {
            node.step()
                    .ifPresent(step -> table.row(
                            Cell.of(node.name().value()),
                            Cell.of(node.host()),
                            Cell.of(step.name()),
                            Cell.of(Units.age(Duration.between(step.since(), now))),
                            Cell.of(
                                    node.name().isHead()
                                            ? ""
                                            : hints.command("drain", node.name().value()))));
        }
        return table;
    }

    private static Table demand(StatusView view) {
        Table table = new Table(
                Column.number("COUNT"),
                Column.text("SHAPE"),
                Column.text("REASON").cuttable());
        view.demand()
                .forEach(demand -> table.row(
                        Cell.of(Integer.toString(demand.count())),
                        Cell.of(Units.resources(demand.shape().resources())),
                        Cell.of(demand.reason())));
        return table;
    }

    /** Hosts in use are left out, since the table of nodes shows them. */
    private static Table pool(StatusView view) {
        Table table = new Table(
                Column.text("HOST"),
                Column.text("TYPE"),
                Column.text("STATE"),
                Column.text("WHY").cuttable());
        view.pool().stream()
                .filter(host -> host.state() != PoolHostState.USED)
                .forEach(host -> table.row(
                        Cell.of(host.host()),
                        Cell.of(host.type()),
                        Cell.of(host.state().wireName()),
                        Cell.of(host.heldBy())));
        return table;
    }

    private void addProblems(StatusView view, List<String> lines) {
        List<NodeStatus> nodes = view.nodes().stream()
                .filter(node -> !node.lastError().isEmpty())
                .sorted(Comparator.comparing(NodeStatus::name))
                .toList();
        if (!nodes.isEmpty()) {
            lines.add("");
            lines.add(paint.apply(Tone.STRONG, "PROBLEMS"));
        }
        for (NodeStatus node : nodes) {
            boolean isDown = node.state() == NodeState.FAILED || node.state() == NodeState.LOST;
            String key = node.name().value();
            List<String> error = node.lastError().lines().toList();
            lines.add(paint.apply(isDown ? Tone.BAD : Tone.PLAIN, key) + ": "
                    + TerminalText.printable(error.getFirst())
                    + (isDown ? " (log: " + hints.command("logs", key) + ")" : ""));
            error.stream().skip(1).forEach(line -> lines.add("    " + TerminalText.printable(line)));
        }
    }

    /** Shows engines that are not ready. */
    private void addEngines(StatusView view, List<String> lines) {
        List<NodeStatus> nodes = view.nodes().stream()
                .filter(node ->
                        node.engine().filter(engine -> !engine.isReady()).isPresent())
                .sorted(Comparator.comparing(NodeStatus::name))
                .toList();
        if (!nodes.isEmpty()) {
            lines.add("");
            lines.add(paint.apply(Tone.STRONG, "ENGINES"));
        }
        nodes.forEach(node -> lines.add(engine(node, node.engine().orElseThrow())));
    }

    private String engine(NodeStatus node, EngineStatus engine) {
        String key = node.name().value();
        boolean hasFailed = engine.phase() == EngineStatus.Phase.FAILED;
        String reason = engine.lines().isEmpty() ? "" : ": " + engine.lines().getFirst();
        return paint.apply(hasFailed ? Tone.BAD : Tone.PLAIN, key) + ": engine "
                + engine.phase().wireName()
                + (engine.restarts() == 0 ? "" : ", started again " + Units.count(engine.restarts(), "time"))
                + TerminalText.printable(reason);
    }

    private void addDecisions(List<Event> decisions, List<String> lines) {
        if (!decisions.isEmpty()) {
            lines.add("");
            lines.add(paint.apply(Tone.STRONG, "LAST DECISIONS"));
            EventText text = new EventText(zone, paint);
            decisions.forEach(event -> lines.add(text.decision(event)));
        }
    }
}
