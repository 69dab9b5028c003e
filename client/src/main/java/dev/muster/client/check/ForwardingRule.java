package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The command reaches the control plane through its SSH connection to the head. */
final class ForwardingRule implements CheckRule {
    @Override
    public String check() {
        return "forwarding";
    }

    @Override
    public String fine() {
        return "the head's sshd forwards connections";
    }

    @Override
    public List<Seen> about(CheckInput all) {
        return all.head().stream().toList();
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return all.head().stream()
                .filter(head -> Set.of("no", "remote").contains(head.value("sshd.forwarding")))
                .flatMap(head -> problem(
                        head,
                        "its sshd forwards nothing (AllowTcpForwarding " + head.value("sshd.forwarding")
                                + "): this machine would not reach the control plane",
                        "AllowTcpForwarding local in /etc/ssh/sshd_config, then: sudo systemctl reload ssh"));
    }
}
