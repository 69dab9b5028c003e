package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import java.util.stream.Stream;

/** Reports host keys that were unknown before. A key that has changed is a problem of {@link ConnectRule}. */
final class HostKeyRule implements CheckRule.OfHost {
    @Override
    public String check() {
        return "host key";
    }

    @Override
    public String okMessage() {
        return "known";
    }

    @Override
    public Stream<Finding> judge(Answered host, CheckInput all) {
        return host.newKey().isEmpty()
                ? Stream.empty()
                : note(
                        host,
                        "is unknown; 'cluster up' will store it (--output json shows the fingerprint)",
                        "to verify it, compare with the host's console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
    }
}
