package dev.muster.launcher.bootstrap;

import dev.muster.core.HostText;
import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import dev.muster.core.event.Journal;
import dev.muster.core.event.StepState;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.core.port.Time;
import dev.muster.core.secret.SecretMask;
import dev.muster.launcher.bootstrap.PlannedStep.Need;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs planned steps in order and writes to the journal when each is started, done, skipped or failed, and how many seconds it took. Stops at the
 * first failure.
 */
public final class StepRunner {
    private static final int MAX_LINES = 20;

    private final NodeKey node;
    private final NodeShell shell;
    private final Journal journal;
    private final Time time;
    private final SecretMask mask;
    private final SecretMask.Output output;

    /** @param mask hides secrets in the output of the steps, and in what the journal and failures quote of it */
    public StepRunner(NodeKey node, NodeShell shell, Journal journal, Time time, SecretMask mask) {
        this.node = node;
        this.output = mask.output(shell.output());
        this.shell = shell.withOwnDeferredScripts().withOutput(output);
        this.journal = journal;
        this.time = time;
        this.mask = mask;
    }

    public void run(List<PlannedStep> steps) throws InterruptedException {
        for (PlannedStep planned : steps) {
            runOne(planned);
        }
        shell.runDeferred();
    }

    private void runOne(PlannedStep planned) throws InterruptedException {
        BootstrapStep step = planned.step();
        if (planned.isSkipped()) {
            journal.write(event(step, StepState.SKIPPED, planned.need().describe(), Map.of()));
            return;
        }
        Instant began = time.now();
        journal.write(event(step, StepState.STARTED, planned.need().describe(), Map.of()));
        runParts(planned, began);
        shell.in(step).recordDone(step.digest());
        journal.write(event(step, StepState.DONE, "", seconds(began)));
    }

    private void runParts(PlannedStep planned, Instant began) throws InterruptedException {
        NodeShell marked = shell.in(planned.step());
        if (planned.need() == Need.NEVER_DONE) {
            marked.endLeftovers();
        }
        for (BootstrapStep.Part part : planned.step().parts()) {
            announce(part);
            RunResult result = attempt(planned.step(), part, marked, began);
            if (!result.ok()) {
                throw failed(planned.step(), part, result, began);
            }
        }
    }

    /** Writes to the step's log what begins now, and when. */
    private void announce(BootstrapStep.Part part) {
        if (!part.name().isEmpty()) {
            String clock = time.wallClock().truncatedTo(ChronoUnit.SECONDS).toString();
            byte[] line = ("--- " + clock + " " + mask.text(part.name()) + "\n").getBytes(StandardCharsets.UTF_8);
            shell.output().accept(OutputSink.Stream.ERR, line, line.length);
        }
    }

    private RunResult attempt(BootstrapStep step, BootstrapStep.Part part, NodeShell marked, Instant began)
            throws InterruptedException {
        try {
            return part.work().run(marked);
        } catch (RemoteFailure failure) {
            RemoteFailure masked = mask.failure(failure);
            journal.write(event(step, StepState.FAILED, masked.text(), details(step, part, began)));
            if (!failure.retryable()) {
                endProcesses(marked);
            }
            throw masked;
        } catch (InterruptedException e) {
            endProcesses(marked);
            throw e;
        } finally {
            output.flush();
        }
    }

    /** Ends what the step left outside of its process group. If the host does not answer, the next attempt at the step does this. */
    private static void endProcesses(NodeShell marked) throws InterruptedException {
        try {
            marked.endStep();
        } catch (RemoteFailure unreachable) {
            return;
        }
    }

    private RemoteFailure failed(BootstrapStep step, BootstrapStep.Part part, RunResult result, Instant began) {
        List<String> lines = lastLines(result);
        Optional<StepAdvice.Found> known = StepAdvice.of(step.id(), lines);
        String cause = known.map(StepAdvice.Found::line)
                .orElseGet(() -> FailureCause.of(lines))
                .strip();
        RemoteFailure.Where.Step where =
                new RemoteFailure.Where.Step(step.id(), result.exitCode(), cause, mask.text(part.name()));
        Map<String, String> details = details(step, part, began);
        details.put("exit_code", Integer.toString(result.exitCode()));
        details.put("cause", where.cause());
        details.put("last_lines", String.join("\n", lines));
        known.ifPresent(found -> details.put("fix", found.advice()));
        journal.write(event(step, StepState.FAILED, where.describe(), details));
        String hint = known.map(found -> found.advice() + "; ").orElse("") + hint(step);
        String message = nodeAndHost() + ": " + where.describe();
        return new RemoteFailure(shell.host().name(), message, hint, false, lines, where);
    }

    /** Returns the details of a failure. Which command of the step failed is for whoever has the config file. */
    private Map<String, String> details(BootstrapStep step, BootstrapStep.Part part, Instant began) {
        Map<String, String> details = new TreeMap<>(seconds(began));
        if (!part.name().isEmpty()) {
            details.put("command", Integer.toString(step.parts().indexOf(part) + 1));
        }
        return details;
    }

    private String nodeAndHost() {
        String host = shell.host().name();
        return host.equals(node.value()) ? host : node + " (" + host + ")";
    }

    /** Returns where the full output is. Without a head no command can show it. */
    private String hint(BootstrapStep step) {
        String log = shell.folder() + "/control/logs/head/" + step.id() + ".log";
        return node.isHead()
                ? "the full output is on " + shell.host().name() + " in " + log
                : "for the full output: cluster logs " + node + " --step " + step.id();
    }

    private List<String> lastLines(RunResult result) {
        List<String> lines = mask.text(result.out() + "\n" + result.err())
                .lines()
                .map(HostText::line)
                .filter(line -> !line.isBlank())
                .toList();
        return HostText.lastLines(lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
    }

    private Map<String, String> seconds(Instant began) {
        double seconds = Duration.between(began, time.now()).toMillis() / 1000.0;
        return Map.of("seconds", String.format(Locale.ROOT, "%.2f", seconds));
    }

    private Event event(BootstrapStep step, StepState state, String message, Map<String, String> details) {
        return Event.ofStep(time.wallClock(), node, step.id(), state, message).withDetails(details);
    }
}
