package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** One machine under two names, and machines that were copied without being given an identity of their own. */
final class IdentityRule implements CheckRule {
    @Override
    public String check() {
        return "identity";
    }

    @Override
    public String fine() {
        return "host name and machine-id are the host's own";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        List<Finding> findings = new ArrayList<>();
        List<Seen> different = new ArrayList<>();
        for (List<Seen> same : groups(all.seen(), IdentityRule::machine)) {
            different.add(same.getFirst());
            if (same.size() > 1) {
                findings.add(found(
                        Severity.PROBLEM,
                        same.subList(1, same.size()),
                        "is the same machine as " + same.getFirst().member().name(),
                        "name it once in the cluster's file"));
            }
        }
        copies(different, "machine_id", "the same machine-id", MACHINE_ID).forEach(findings::add);
        copies(different, "hostname", "the same host name", "sudo hostnamectl set-hostname NAME")
                .forEach(findings::add);
        return findings.stream();
    }

    private static final String MACHINE_ID =
            "sudo rm /etc/machine-id /var/lib/dbus/machine-id; sudo systemd-machine-id-setup; sudo reboot";

    private Stream<Finding> copies(List<Seen> hosts, String fact, String what, String mend) {
        return groups(hosts, host -> host.value(fact)).stream()
                .filter(same -> same.size() > 1 && !same.getFirst().value(fact).isEmpty())
                .map(same -> found(
                        Severity.WARNING,
                        same,
                        "have " + what + ": " + same.getFirst().value(fact),
                        mend));
    }

    /** Copies of one image have one machine-id; only one running machine has one boot. */
    private static String machine(Seen host) {
        String machine = host.value("machine_id");
        String boot = host.value("boot_id");
        return machine.isEmpty() || boot.isEmpty() ? "only " + host.member().name() : machine + " " + boot;
    }

    private static List<List<Seen>> groups(List<Seen> hosts, Function<Seen, String> key) {
        Map<String, List<Seen>> groups = new LinkedHashMap<>();
        hosts.forEach(host ->
                groups.computeIfAbsent(key.apply(host), _ -> new ArrayList<>()).add(host));
        return List.copyOf(groups.values());
    }
}
