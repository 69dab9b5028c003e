package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.List;
import java.util.stream.Stream;

/** The head's port on the head's host. */
final class PortRule implements CheckRule {
    @Override
    public String check() {
        return "head port";
    }

    @Override
    public String fine() {
        return "free on the head, or the head's own";
    }

    @Override
    public List<Seen> about(CheckInput all) {
        return all.head().stream().toList();
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        int port = all.question().headPort();
        return all.head().stream()
                .filter(host -> all.runningPort().isEmpty() && CheckInput.listens(host, port))
                .flatMap(host -> taken(host, port));
    }

    private Stream<Finding> taken(Seen host, int port) {
        return note(
                host,
                "port " + port + " is taken by another program: the head takes the next that is free",
                "name a free one as provider.head_port; who has it: sudo ss -tlnp 'sport = :" + port + "'");
    }
}
