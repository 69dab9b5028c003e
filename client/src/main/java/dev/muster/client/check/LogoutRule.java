package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that processes survive the end of the SSH session that started them, as daemons must. */
final class LogoutRule implements CheckRule.OfHost {
    private static final Set<String> YES = Set.of("yes", "true", "1", "on");

    @Override
    public String check() {
        return "logout";
    }

    @Override
    public String okMessage() {
        return "processes keep running after logout";
    }

    @Override
    public Stream<Finding> judge(Answered host, CheckInput all) {
        boolean kills =
                YES.contains(host.value("kill_user_processes")) && host.facts().has("systemd", "yes");
        boolean spared = host.facts().has("uid", "0") || host.facts().has("linger", "yes");
        return kills && !spared
                ? problem(
                        host,
                        "systemd ends all processes of " + host.value("user") + " at logout (KillUserProcesses)",
                        "run: sudo loginctl enable-linger " + host.value("user"))
                : Stream.empty();
    }
}
