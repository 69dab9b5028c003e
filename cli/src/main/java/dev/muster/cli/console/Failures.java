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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Prints a failure on stderr and returns its exit code. Nothing else of the command does. */
public final class Failures {
    private final PrintStream err;
    private final Detail detail;

    /** How much is printed. */
    public enum Detail {
        SHORT,
        /** With the stack trace, for {@code -v}. */
        FULL
    }

    public Failures(PrintStream err, Detail detail) {
        this.err = err;
        this.detail = detail;
    }

    public int report(Throwable failure) {
        int code = switch (failure) {
            case InterruptedException e -> reportInterrupt();
            case ClusterException e -> reportKnown(e);
            case InvalidPathException e -> reportKnown(invalidPath(e));
            case UncheckedIOException e
            when e.getCause() instanceof FileSystemException cause -> reportKnown(fileFailure(cause));
            case FileSystemException e -> reportKnown(fileFailure(e));
            default -> reportBug(new Bug(describe(failure), failure));
        };
        if (detail == Detail.FULL) {
            printTrace(failure);
        }
        err.flush();
        return code;
    }

    private static UserError invalidPath(InvalidPathException failure) {
        return new UserError(
                "'" + failure.getInput() + "' is not a valid file name here: " + failure.getReason(),
                "if the name has letters beyond ASCII, use a UTF-8 locale: export LC_ALL=C.UTF-8");
    }

    /** A full disk or a missing permission on this machine. These exceptions' messages often contain a path alone. */
    private static UserError fileFailure(FileSystemException failure) {
        String reason = failure.getReason();
        String what = switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "it does not exist";
            default -> reason == null ? failure.getClass().getSimpleName() : reason;
        };
        return new UserError("cannot use " + failure.getFile() + " on this machine: " + what);
    }

    private int reportInterrupt() {
        print("interrupted");
        return ExitCodes.INTERRUPTED;
    }

    private int reportKnown(ClusterException failure) {
        switch (failure) {
            case InvalidConfig e -> printProblems(e.problems());
            case UserError e -> print(e.text());
            case NoCluster e -> print(e.text());
            case ProviderFailure e -> print(e.provider() + ": " + e.text());
            case RemoteFailure e -> printRemote(e);
            case Bug e -> {
                return reportBug(e);
            }
        }
        printHint(failure.hint());
        return failure.exitCode();
    }

    private void printProblems(List<Problem> problems) {
        long errors = problems.stream().filter(Problem::isError).count();
        if (errors == 0) {
            print("this config uses unsupported settings");
        } else {
            print(errors == 1 ? "the config has an error" : "the config has " + errors + " errors");
        }
        problems.forEach(problem -> err.println("  " + TerminalText.printable(problem.toString())));
    }

    private void printRemote(RemoteFailure failure) {
        print(failure.text());
        failure.lastLines().forEach(line -> err.println("    " + TerminalText.printable(line)));
    }

    private int reportBug(Bug bug) {
        print(bug.text());
        printHint(bug.hint());
        try {
            Path file = Files.createTempFile("cluster-failure-", ".txt");
            Files.writeString(file, trace(bug), StandardCharsets.UTF_8);
            print("the full trace is in " + file);
        } catch (IOException e) {
            printTrace(bug);
        }
        return ExitCodes.BUG;
    }

    private void print(String text) {
        List<String> lines = text.lines().toList();
        err.println("cluster: " + (lines.isEmpty() ? "failed" : TerminalText.printable(lines.getFirst())));
        lines.stream().skip(1).forEach(line -> err.println("  " + TerminalText.printable(line)));
    }

    private void printHint(String hint) {
        if (!hint.isEmpty()) {
            err.println("  " + TerminalText.printable(hint));
        }
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /** The message of an exception may quote a host. */
    private void printTrace(Throwable failure) {
        trace(failure).lines().forEach(line -> err.println(TerminalText.painted(line)));
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
