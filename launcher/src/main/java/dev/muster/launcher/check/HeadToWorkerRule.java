package dev.muster.launcher.check;

import dev.muster.launcher.check.CheckFacts.Reached;
import dev.muster.launcher.check.Look.Seen;
import dev.muster.launcher.usecase.Finding;
import dev.muster.launcher.usecase.Finding.Severity;
import java.util.List;
import java.util.stream.Stream;

/** The head sets workers up over SSH, directly. */
final class HeadToWorkerRule implements Rule {
    @Override
    public String check() {
        return "way from the head";
    }

    @Override
    public String fine() {
        return "the head reaches the workers' SSH port";
    }

    @Override
    public List<Seen> about(Inspection all) {
        return all.workers();
    }

    @Override
    public Stream<Finding> judge(Inspection all) {
        return all.workers().stream()
                .flatMap(worker -> all.head()
                        .map(head -> judge(head, worker))
                        .orElseGet(() -> note(worker, "could not be tried: the head's host was not looked at", "")));
    }

    private Stream<Finding> judge(Seen head, Seen worker) {
        Reached reached = head.facts().reached().getOrDefault(worker.member().target(), Reached.UNKNOWN);
        int port = worker.member().port();
        return switch (reached) {
            case OPEN -> Stream.empty();
            case UNKNOWN -> note(worker, "whether the head reaches it could not be tried (needs bash and timeout)", "");
            case REFUSED, UNREACHABLE ->
                problem(worker, "turns the head away from its SSH port " + port, Firewall.open(worker, port));
            case SILENT ->
                problem(worker, "the head gets no answer from its SSH port " + port, Firewall.open(worker, port));
            case NAMELESS ->
                Stream.of(found(
                        Severity.PROBLEM,
                        List.of(worker),
                        "the head does not know its name",
                        "give its IP address in the cluster's file, or put the name into /etc/hosts on the head"));
        };
    }
}
