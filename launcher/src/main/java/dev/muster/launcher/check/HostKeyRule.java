package dev.muster.launcher.check;

import dev.muster.launcher.check.Look.Seen;
import dev.muster.launcher.usecase.Finding;
import java.util.stream.Stream;

/** A key that changed stops the connection; here is told which ones nobody had seen. */
final class HostKeyRule implements Rule.OfHost {
    @Override
    public String check() {
        return "host key";
    }

    @Override
    public String fine() {
        return "known";
    }

    @Override
    public Stream<Finding> judge(Seen host, Inspection all) {
        return host.newKey().isEmpty()
                ? Stream.empty()
                : note(
                        host,
                        "was never seen before; 'up' pins it (--output json shows the fingerprint)",
                        "to be sure, compare on the console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
    }
}
