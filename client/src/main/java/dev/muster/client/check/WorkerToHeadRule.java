package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.CheckFacts.Reachability;
import dev.muster.client.check.HostProbe.Answered;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks whether workers reach the head's port, because daemons connect to the head. Before the head runs, a refused connection means that packets get
 * through, and no answer means that a firewall drops them. A firewall that refuses connections cannot be recognised before the head runs.
 */
final class WorkerToHeadRule implements CheckRule.OfWorkers {
    @Override
    public String check() {
        return "way to the head";
    }

    @Override
    public String okMessage() {
        return "workers reach the head's port";
    }

    @Override
    public List<Answered> applicableHosts(CheckInput all) {
        return all.routedWorkers();
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        int port = all.headPort();
        return all.routedWorkers().stream().flatMap(host -> judge(host, port, all));
    }

    private Stream<Finding> judge(Answered host, int port, CheckInput all) {
        Reachability reached = host.facts().reached().get(all.context().headTarget(port));
        String head = all.context().headAddress() + " port " + port;
        if (all.head().isEmpty()) {
            return note(host, "could not be tried, because the head's host was not checked", "");
        }
        if (reached == null) {
            return note(host, "could not be tried: this host needs bash and timeout", "");
        }
        String open = all.head()
                .map(seen -> "on the head, run: " + Firewall.open(seen, port))
                .orElse("open port " + port + " in the head's firewall");
        return switch (reached) {
            case OPEN -> Stream.empty();
            case REFUSED ->
                all.runningPort().isEmpty()
                        ? Stream.empty()
                        : problem(
                                host,
                                "gets a refused connection from " + head + ", although the head listens there",
                                open);
            case SILENT -> problem(host, "gets no answer from " + head + ": a firewall drops the packets", open);
            case UNREACHABLE ->
                problem(host, "cannot connect to " + head + ": rejected by a firewall, or no route", open);
            case NAMELESS ->
                problem(
                        host,
                        "cannot resolve the name of the head, " + all.context().headAddress(),
                        "use the head's IP address in the config file");
            case UNKNOWN -> note(host, "the attempt to connect to " + head + " gave no clear result", "");
        };
    }
}
