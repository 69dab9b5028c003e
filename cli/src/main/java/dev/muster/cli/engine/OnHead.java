package dev.muster.cli.engine;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.output.Printer;
import dev.muster.cli.run.ExecView;
import dev.muster.cli.run.JsonExecView;
import dev.muster.cli.run.NodesRun;
import dev.muster.cli.run.PassedExitCode;
import dev.muster.cli.run.PlainExecView;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs the engine's shell texts in the environment of the head. */
final class OnHead {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final CommandContext context;
    private final CommonOptions common;
    private final Printer printer;

    /** Uses the cluster while its session is open, and returns the exit code. */
    interface Use {
        int with(Session session) throws Exception;
    }

    OnHead(CommandContext context, CommonOptions common) {
        this.context = context;
        this.common = common;
        this.printer = new Printer(context, common);
    }

    /** Opens the cluster. Returns 255 if the head is unreachable. */
    int in(ClusterRef cluster, Use use) throws Exception {
        return PassedExitCode.of(context, common, () -> {
            try (Session session = context.clusters().get().open(cluster)) {
                return use.with(session);
            }
        });
    }

    /** Starts a run whose output is printed as it comes. Signals reach it as with {@code exec}. */
    NodesRun stream(Session session, String text, String input) {
        return new NodesRun(
                session,
                text,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                context.process().window(),
                printer);
    }

    /** Runs the text to its end, prints its output, and returns its exit code. */
    int print(Session session, String text) throws InterruptedException {
        return print(session, stream(session, text, ""));
    }

    int print(Session session, NodesRun run) throws InterruptedException {
        ExecView view = common.json() ? new JsonExecView(printer) : new PlainExecView(printer);
        return run.on(List.of(session.head()), view);
    }

    /** Runs the text and parses its output. Returns empty if it failed, after printing why. */
    <T> Optional<T> ask(Session session, String text, Function<String, Optional<T>> parser)
            throws InterruptedException {
        RunResult result = session.host(session.head())
                .run(RemoteCommand.of(session.inEnvironment(session.head(), text))
                        .withDeadline(DEADLINE));
        if (!result.ok()) {
            printer.note(lastLine(result));
            return Optional.empty();
        }
        return Optional.of(parser.apply(result.out()).orElseThrow(() -> notUnderstood(session, result)));
    }

    private static String lastLine(RunResult result) {
        List<String> lines =
                result.err().lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty()
                ? "the command on the head exited with " + result.exitCode()
                : lines.getLast().strip();
    }

    private static RemoteFailure notUnderstood(Session session, RunResult result) {
        String host = session.head().machine().host();
        return new RemoteFailure(
                host,
                host + ": unexpected output of the engine's client",
                "",
                false,
                result.out().lines().toList());
    }

    Printer printer() {
        return printer;
    }
}
