package dev.muster.cli.console;

import dev.muster.core.config.Problem;
import dev.muster.core.failure.Bug;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.InvalidConfig;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The one place where a failure becomes words on stderr and an exit code. */
public final class Failures {
    private final PrintStream err;
    private final Detail detail;

    /** {@code FULL} is {@code -v}: the stack trace too. */
    public enum Detail {
        SHORT,
        FULL
    }

    public Failures(PrintStream err, Detail detail) {
        this.err = err;
        this.detail = detail;
    }

    /** Tells the person and returns the exit code. */
    public int report(Throwable failure) {
        int code = switch (failure) {
            case InterruptedException e -> interrupted();
            case ClusterException e -> known(e);
            default -> bug(new Bug(named(failure), failure));
        };
        if (detail == Detail.FULL) {
            err.print(trace(failure));
        }
        err.flush();
        return code;
    }

    private int interrupted() {
        say("interrupted");
        return ExitCodes.INTERRUPTED;
    }

    private int known(ClusterException failure) {
        switch (failure) {
            case InvalidConfig e -> problems(e.problems());
            case UserError e -> say(e.text());
            case NoCluster e -> say(e.text());
            case ProviderFailure e -> say(e.provider() + ": " + e.text());
            case RemoteFailure e -> remote(e);
            case Bug e -> {
                return bug(e);
            }
        }
        hint(failure.hint());
        return failure.exitCode();
    }

    private void problems(List<Problem> problems) {
        long errors = problems.stream().filter(Problem::isError).count();
        if (errors == 0) {
            say("this config uses unsupported settings");
        } else {
            say(errors == 1 ? "the config has an error" : "the config has " + errors + " errors");
        }
        problems.forEach(problem -> err.println("  " + problem));
    }

    private void remote(RemoteFailure failure) {
        boolean named = failure.host().isEmpty() || failure.text().startsWith(failure.host());
        say(named ? failure.text() : failure.host() + ": " + failure.text());
        failure.lastLines().forEach(line -> err.println("    " + TerminalText.printable(line)));
    }

    private int bug(Bug bug) {
        say(bug.text());
        hint(bug.hint());
        try {
            Path file = Files.createTempFile("cluster-failure-", ".txt");
            Files.writeString(file, trace(bug), StandardCharsets.UTF_8);
            say("the full trace is in " + file);
        } catch (IOException e) {
            err.print(trace(bug));
        }
        return ExitCodes.BUG;
    }

    private void say(String text) {
        List<String> lines = text.lines().toList();
        err.println("cluster: " + (lines.isEmpty() ? "failed" : TerminalText.printable(lines.getFirst())));
        lines.stream().skip(1).forEach(line -> err.println("  " + TerminalText.printable(line)));
    }

    private void hint(String hint) {
        if (!hint.isEmpty()) {
            err.println("  " + TerminalText.printable(hint));
        }
    }

    private static String named(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
