package dev.muster.protocol.mapping;

import dev.muster.core.config.Problem;
import dev.muster.core.failure.Bug;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.InvalidConfig;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.protocol.wire.Failure;
import java.util.ArrayList;
import java.util.List;

/** Converts failures of calls. Kind, text and hint reach the operator; the stack trace and the cause never leave the head. */
public final class FailureMapping {
    private static final int MAX_LINES = 50;
    private static final int MAX_LINE_LENGTH = 300;
    private static final int MAX_PROBLEM_BYTES = 24 * 1024;
    private static final int MAX_PROBLEM_TEXT = 500;

    private FailureMapping() {}

    public static Failure to(ClusterException failure) {
        Failure.Builder wire =
                Failure.newBuilder().setText(Bounds.clip(failure.text())).setHint(Bounds.clip(failure.hint(), 1000));
        return switch (failure) {
            case InvalidConfig invalid ->
                wire.setKind("config").addAllProblems(problems(invalid)).build();
            case UserError _ -> wire.setKind("user").build();
            case NoCluster _ -> wire.setKind("no_cluster").build();
            case ProviderFailure provider ->
                wire.setKind("provider")
                        .setSubject(Bounds.clip(provider.provider(), Bounds.MAX_LINE))
                        .setRetryable(provider.retryable())
                        .build();
            case RemoteFailure remote ->
                wire.setKind("remote")
                        .setSubject(Bounds.clip(remote.host(), Bounds.MAX_LINE))
                        .setRetryable(remote.retryable())
                        .addAllLastLines(tail(remote.lastLines()))
                        .build();
            case Bug _ -> wire.setKind("bug").build();
        };
    }

    /** An unknown kind, from a newer head, becomes a {@link Bug} with the text that was sent. */
    public static ClusterException from(Failure wire) {
        String text = Bounds.clip(wire.getText());
        String hint = Bounds.clip(wire.getHint());
        String subject = Bounds.clip(wire.getSubject(), Bounds.MAX_LINE);
        return switch (wire.getKind()) {
            case "config" -> wire.getProblemsCount() == 0 ? new UserError(text, hint) : invalid(wire.getProblemsList());
            case "user" -> new UserError(text, hint);
            case "no_cluster" -> new NoCluster(text, hint);
            case "provider" -> new ProviderFailure(subject, text, hint, wire.getRetryable());
            case "remote" -> new RemoteFailure(subject, text, hint, wire.getRetryable(), tail(wire.getLastLinesList()));
            default -> new Bug(text, new IllegalStateException("failed on the head"));
        };
    }

    private static List<String> tail(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()).stream()
                .map(line -> Bounds.clip(line, MAX_LINE_LENGTH))
                .toList();
    }

    /** As many problems as fit, because a failure is sent in trailers, which are small. */
    private static List<dev.muster.protocol.wire.Problem> problems(InvalidConfig invalid) {
        List<dev.muster.protocol.wire.Problem> fitting = new ArrayList<>();
        int size = 0;
        for (Problem problem : invalid.problems()) {
            dev.muster.protocol.wire.Problem wire = to(problem);
            size += wire.getSerializedSize();
            if (size > MAX_PROBLEM_BYTES) {
                break;
            }
            fitting.add(wire);
        }
        return fitting;
    }

    private static InvalidConfig invalid(List<dev.muster.protocol.wire.Problem> problems) {
        return new InvalidConfig(problems.stream().map(FailureMapping::from).toList());
    }

    private static dev.muster.protocol.wire.Problem to(Problem problem) {
        return dev.muster.protocol.wire.Problem.newBuilder()
                .setError(problem.isError())
                .setFile(Bounds.clip(problem.file(), MAX_PROBLEM_TEXT))
                .setLine(problem.line())
                .setColumn(problem.column())
                .setPath(Bounds.clip(problem.path(), MAX_PROBLEM_TEXT))
                .setMessage(Bounds.clip(problem.message(), MAX_PROBLEM_TEXT))
                .setHint(Bounds.clip(problem.hint(), MAX_PROBLEM_TEXT))
                .build();
    }

    private static Problem from(dev.muster.protocol.wire.Problem wire) {
        return new Problem(
                wire.getError() ? Problem.Severity.ERROR : Problem.Severity.WARNING,
                wire.getFile(),
                wire.getLine(),
                wire.getColumn(),
                wire.getPath(),
                wire.getMessage(),
                wire.getHint());
    }
}
