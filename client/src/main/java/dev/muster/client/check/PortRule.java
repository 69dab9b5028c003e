package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import java.util.List;
import java.util.stream.Stream;

/** Checks whether the head's port is free on the head's host. */
final class PortRule implements CheckRule {
    @Override
    public String check() {
        return "head port";
    }

    @Override
    public String okMessage() {
        return "free, or used by this cluster's head";
    }

    @Override
    public List<Answered> applicableHosts(CheckInput all) {
        return all.head().stream().toList();
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        int port = all.context().headPort();
        return all.head().stream()
                .filter(host -> all.runningPort().isEmpty() && CheckInput.listens(host, port))
                .flatMap(host -> portInUse(host, port));
    }

    private Stream<Finding> portInUse(Answered host, int port) {
        return note(
                host,
                "port " + port + " is used by another program; the head will use the next free port",
                "set provider.head_port to a free port; to find the program, run: sudo ss -tlnp 'sport = :" + port
                        + "'");
    }
}
