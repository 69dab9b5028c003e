package dev.muster.engine.ray.start;

import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineProblem;
import dev.muster.engine.EngineProblem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The start commands of a file, on both sides: they agree about the ports. */
public final class RayCommands {
    private final StartPlan head;
    private final StartPlan worker;
    private final boolean hasWorkerCommands;

    private RayCommands(StartPlan head, StartPlan worker, boolean hasWorkerCommands) {
        this.head = head;
        this.worker = worker;
        this.hasWorkerCommands = hasWorkerCommands;
    }

    /** A side without commands has Ray's default ones. */
    public static RayCommands of(EngineCommands commands) {
        StartPlan head = StartPlan.of(
                commands.head().isEmpty() ? DefaultCommands.of(Side.HEAD, RayPorts.DEFAULT) : commands.head(),
                Side.HEAD);
        StartPlan worker = StartPlan.of(
                commands.worker().isEmpty() ? DefaultCommands.of(Side.WORKER, head.ports()) : commands.worker(),
                Side.WORKER);
        return new RayCommands(head, worker, !commands.worker().isEmpty());
    }

    /** Returns the ports of the head. */
    public RayPorts ports() {
        return head.ports();
    }

    /** Returns what is wrong, by the places in the file. */
    public List<EngineProblem> problems() {
        List<EngineProblem> problems = new ArrayList<>();
        head.findings().forEach(finding -> problems.add(problem(new Place.HeadCommand(finding.command()), finding)));
        Stream.concat(worker.findings().stream(), otherPort().stream())
                .forEach(finding -> problems.add(problem(new Place.WorkerCommand(finding.command()), finding)));
        return problems;
    }

    StartPlan of(Side side) {
        return switch (side) {
            case HEAD -> head;
            case WORKER -> worker;
        };
    }

    private Optional<Finding> otherPort() {
        return worker.headPort()
                .filter(port -> hasWorkerCommands
                        && !head.hasErrors()
                        && port != head.ports().gcs())
                .map(port -> Finding.error(
                        worker.commands().size() - 1,
                        "workers look for the head at port " + port + ", but it listens at "
                                + head.ports().gcs(),
                        "write the same port in both"));
    }

    private static EngineProblem problem(Place place, Finding finding) {
        return new EngineProblem(place, finding.isError(), finding.message(), finding.hint());
    }
}
