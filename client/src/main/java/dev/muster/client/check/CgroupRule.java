package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.stream.Stream;

/** What the kernel needs to limit work. No node fails without: a note. */
final class CgroupRule implements CheckRule.OfHost {
    @Override
    public String check() {
        return "cgroups";
    }

    @Override
    public String fine() {
        return "version 2, cpu and memory delegated";
    }

    @Override
    public Stream<Finding> judge(Seen host, CheckInput all) {
        if (!host.facts().has("cgroup", "2")) {
            return note(
                    host,
                    "no cgroup version 2: the kernel cannot limit work to its share",
                    "boot with systemd.unified_cgroup_hierarchy=1 on the kernel's command line");
        }
        boolean delegated = host.facts().has("cgroup.writable", "yes")
                && host.facts().lists("cgroup.controllers", "cpu")
                && host.facts().lists("cgroup.controllers", "memory");
        return delegated
                ? Stream.empty()
                : note(
                        host,
                        "cgroup version 2, but cpu and memory are not delegated to " + host.value("user"),
                        "sudo systemctl edit user@.service: [Service] Delegate=cpu memory pids; then log in again");
    }
}
