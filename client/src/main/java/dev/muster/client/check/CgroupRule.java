package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import java.util.stream.Stream;

/** Checks whether the kernel can limit the resources of work. Nodes work without it, so this is only a note. */
final class CgroupRule implements CheckRule.OfHost {
    @Override
    public String check() {
        return "cgroups";
    }

    @Override
    public String okMessage() {
        return "cgroup version 2, with cpu and memory delegated";
    }

    @Override
    public Stream<Finding> judge(Answered host, CheckInput all) {
        if (!host.facts().has("cgroup", "2")) {
            return note(
                    host,
                    "has no cgroup version 2, so the kernel cannot limit the resources of work",
                    "add systemd.unified_cgroup_hierarchy=1 to the kernel's command line, then run: sudo reboot");
        }
        boolean delegated = host.facts().has("cgroup.writable", "yes")
                && host.facts().lists("cgroup.controllers", "cpu")
                && host.facts().lists("cgroup.controllers", "memory");
        return delegated
                ? Stream.empty()
                : note(
                        host,
                        "has cgroup version 2, but cpu and memory are not delegated to " + host.value("user"),
                        "run: sudo systemctl edit user@.service, add '[Service] Delegate=cpu memory pids', then log in again");
    }
}
