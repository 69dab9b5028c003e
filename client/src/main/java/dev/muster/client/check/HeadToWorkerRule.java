package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.CheckFacts.Reachability;
import dev.muster.client.check.HostProbe.Answered;
import dev.muster.launcher.provider.CheckedHost;
import java.util.List;
import java.util.stream.Stream;

/** Checks whether the head reaches the workers' SSH ports, directly or through the jump hosts of the config. */
final class HeadToWorkerRule implements CheckRule.OfWorkers {
    @Override
    public String check() {
        return "way from the head";
    }

    @Override
    public String okMessage() {
        return "the head reaches the workers' SSH port, or their jump host's";
    }

    @Override
    public List<Answered> applicableHosts(CheckInput all) {
        return all.routedWorkers();
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return all.routedWorkers().stream()
                .flatMap(worker -> all.head()
                        .map(head -> judge(head, worker))
                        .orElseGet(
                                () -> note(worker, "could not be tried, because the head's host was not checked", "")));
    }

    private Stream<Finding> judge(Answered head, Answered worker) {
        CheckedHost.Dialled dialled = worker.member().dialledByHead();
        Reachability reached = head.facts().reached().getOrDefault(dialled.target(), Reachability.UNKNOWN);
        String target = worker.member().headJump().isPresent()
                ? "port " + dialled.port() + " of its head_proxy_jump, " + dialled.address()
                : "its SSH port " + dialled.port();
        String open = worker.member().headJump().isPresent()
                ? "allow the head to connect to port " + dialled.port() + " in the firewall of " + dialled.address()
                : "on the worker, run: " + Firewall.open(worker, dialled.port());
        return switch (reached) {
            case OPEN -> Stream.empty();
            case UNKNOWN -> note(worker, "could not be tried: the head's host needs bash and timeout", "");
            case REFUSED, UNREACHABLE -> problem(worker, "the head cannot connect to " + target, open);
            case SILENT -> problem(worker, "the head gets no answer from " + target, open);
            case NAMELESS ->
                Stream.of(found(
                        Severity.PROBLEM,
                        List.of(worker),
                        "the head cannot resolve the name " + dialled.address(),
                        "use the IP address in the config file, or add the name to /etc/hosts on the head"));
        };
    }
}
