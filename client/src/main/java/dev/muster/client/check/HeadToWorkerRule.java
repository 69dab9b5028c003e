package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.CheckFacts.Reached;
import dev.muster.client.check.HostProbe.Seen;
import dev.muster.launcher.provider.CheckedHost;
import java.util.List;
import java.util.stream.Stream;

/** The head sets workers up over SSH: directly, or through the jump hosts that the file gives it. */
final class HeadToWorkerRule implements CheckRule.OfWorkers {
    @Override
    public String check() {
        return "way from the head";
    }

    @Override
    public String fine() {
        return "the head reaches the workers' SSH port, or their jump host's";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return all.workers().stream()
                .flatMap(worker -> all.head()
                        .map(head -> judge(head, worker))
                        .orElseGet(() -> note(worker, "could not be tried: the head's host was not looked at", "")));
    }

    private Stream<Finding> judge(Seen head, Seen worker) {
        CheckedHost.Dialled dialled = worker.member().dialledByHead();
        Reached reached = head.facts().reached().getOrDefault(dialled.target(), Reached.UNKNOWN);
        String where = worker.member().headJump().isPresent()
                ? "port " + dialled.port() + " of its head_proxy_jump, " + dialled.address()
                : "its SSH port " + dialled.port();
        String open = worker.member().headJump().isPresent()
                ? "let the head through to port " + dialled.port() + " in the firewall of " + dialled.address()
                : Firewall.open(worker, dialled.port());
        return switch (reached) {
            case OPEN -> Stream.empty();
            case UNKNOWN -> note(worker, "whether the head reaches it could not be tried (needs bash and timeout)", "");
            case REFUSED, UNREACHABLE -> problem(worker, "the head is turned away from " + where, open);
            case SILENT -> problem(worker, "the head gets no answer from " + where, open);
            case NAMELESS ->
                Stream.of(found(
                        Severity.PROBLEM,
                        List.of(worker),
                        "the head does not know the name " + dialled.address(),
                        "give its IP address in the cluster's file, or put the name into /etc/hosts on the head"));
        };
    }
}
