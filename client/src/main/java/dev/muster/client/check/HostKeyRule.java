package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.stream.Stream;

/** A key that changed stops the connection; this reports the keys that were never seen before. */
final class HostKeyRule implements CheckRule.OfHost {
    @Override
    public String check() {
        return "host key";
    }

    @Override
    public String fine() {
        return "known";
    }

    @Override
    public Stream<Finding> judge(Seen host, CheckInput all) {
        return host.newKey().isEmpty()
                ? Stream.empty()
                : note(
                        host,
                        "was never seen before; 'up' pins it (--output json shows the fingerprint)",
                        "to be sure, compare on the console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
    }
}
