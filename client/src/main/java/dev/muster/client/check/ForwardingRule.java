package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks whether the head's sshd allows forwarding, because the CLI reaches the control plane through its SSH connection. */
final class ForwardingRule implements CheckRule {
    @Override
    public String check() {
        return "forwarding";
    }

    @Override
    public String okMessage() {
        return "the head's sshd forwards connections";
    }

    @Override
    public List<Answered> applicableHosts(CheckInput all) {
        return all.head().stream().toList();
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return all.head().stream()
                .filter(head -> Set.of("no", "remote").contains(head.value("sshd.forwarding")))
                .flatMap(head -> problem(
                        head,
                        "sshd does not forward connections (AllowTcpForwarding " + head.value("sshd.forwarding")
                                + "), so this machine cannot reach the control plane",
                        "set 'AllowTcpForwarding local' in /etc/ssh/sshd_config, then run: sudo systemctl reload ssh"));
    }
}
