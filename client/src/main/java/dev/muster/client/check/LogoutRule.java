package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.Set;
import java.util.stream.Stream;

/** Daemons are started over SSH and must live on when that session ends. */
final class LogoutRule implements CheckRule.OfHost {
    private static final Set<String> YES = Set.of("yes", "true", "1", "on");

    @Override
    public String check() {
        return "logout";
    }

    @Override
    public String fine() {
        return "processes outlive the session that started them";
    }

    @Override
    public Stream<Finding> judge(Seen host, CheckInput all) {
        boolean kills =
                YES.contains(host.value("kill_user_processes")) && host.facts().has("systemd", "yes");
        boolean spared = host.facts().has("uid", "0") || host.facts().has("linger", "yes");
        return kills && !spared
                ? problem(
                        host,
                        "systemd ends all processes of " + host.value("user") + " at logout (KillUserProcesses)",
                        "sudo loginctl enable-linger " + host.value("user"))
                : Stream.empty();
    }
}
