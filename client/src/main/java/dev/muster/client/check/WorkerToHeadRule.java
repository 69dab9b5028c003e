package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.CheckFacts.Reached;
import dev.muster.client.check.HostProbe.Seen;
import java.util.stream.Stream;

/**
 * Daemons dial the head. Before it is up nobody listens there: a refusal then says that the way is free, silence that something swallows the packets. A
 * firewall that answers like a closed port cannot be told from one.
 */
final class WorkerToHeadRule implements CheckRule.OfWorkers {
    @Override
    public String check() {
        return "way to the head";
    }

    @Override
    public String fine() {
        return "workers reach the head's port";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        int port = all.headPort();
        return all.workers().stream().flatMap(host -> judge(host, port, all));
    }

    private Stream<Finding> judge(Seen host, int port, CheckInput all) {
        Reached reached = host.facts().reached().get(all.question().headTarget(port));
        String head = all.question().headAddress() + " port " + port;
        if (all.head().isEmpty()) {
            return note(host, "could not be tried: the head's host was not looked at", "");
        }
        if (reached == null) {
            return note(host, "whether it reaches " + head + " could not be tried (needs bash and timeout)", "");
        }
        String open = all.head()
                .map(seen -> "on the head: " + Firewall.open(seen, port))
                .orElse("open it in the head's firewall");
        return switch (reached) {
            case OPEN -> Stream.empty();
            case REFUSED ->
                all.runningPort().isEmpty()
                        ? Stream.empty()
                        : problem(host, "is refused at " + head + ", where the head listens", open);
            case SILENT -> problem(host, "gets no answer from " + head + ": a firewall is in the way", open);
            case UNREACHABLE -> problem(host, "is turned away from " + head + ": a firewall, or no route", open);
            case NAMELESS ->
                problem(
                        host,
                        "does not know the name of the head, " + all.question().headAddress(),
                        "give the head's IP address in the cluster's file");
            case UNKNOWN -> note(host, "it is not clear whether it reaches " + head, "");
        };
    }
}
