package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Answered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reports one machine under two names, and machines that are copies of one image with the same identity. */
final class IdentityRule implements CheckRule {
    @Override
    public String check() {
        return "identity";
    }

    @Override
    public String okMessage() {
        return "host name and machine ID are unique";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        List<Finding> findings = new ArrayList<>();
        List<Answered> different = new ArrayList<>();
        for (List<Answered> same : groups(all.answered(), IdentityRule::machine)) {
            different.add(same.getFirst());
            if (same.size() > 1) {
                findings.add(found(
                        Severity.PROBLEM,
                        same.subList(1, same.size()),
                        "is the same machine as " + same.getFirst().member().name(),
                        "list the machine only once in the config file"));
            }
        }
        copies(different, "machine_id", "the same machine ID", NEW_MACHINE_ID).forEach(findings::add);
        copies(different, "hostname", "the same host name", "run: sudo hostnamectl set-hostname NAME")
                .forEach(findings::add);
        return findings.stream();
    }

    private static final String NEW_MACHINE_ID =
            "run: sudo rm /etc/machine-id /var/lib/dbus/machine-id; sudo systemd-machine-id-setup; sudo reboot";

    private Stream<Finding> copies(List<Answered> hosts, String fact, String what, String fix) {
        return groups(hosts, host -> host.value(fact)).stream()
                .filter(same -> same.size() > 1 && !same.getFirst().value(fact).isEmpty())
                .map(same -> found(
                        Severity.WARNING,
                        same,
                        "have " + what + ": " + same.getFirst().value(fact),
                        fix));
    }

    /** Returns a value that is unique to one running machine. Copies of one image share a machine ID, but not the ID of the boot. */
    private static String machine(Answered host) {
        String machine = host.value("machine_id");
        String boot = host.value("boot_id");
        return machine.isEmpty() || boot.isEmpty()
                ? "only " + host.member().name()
                : machine + " " + boot + " " + host.value("process_space");
    }

    private static List<List<Answered>> groups(List<Answered> hosts, Function<Answered, String> key) {
        Map<String, List<Answered>> groups = new LinkedHashMap<>();
        hosts.forEach(host ->
                groups.computeIfAbsent(key.apply(host), _ -> new ArrayList<>()).add(host));
        return List.copyOf(groups.values());
    }
}
