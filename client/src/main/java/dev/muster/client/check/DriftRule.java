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

/** What differs between hosts that should be equal: the system and the machine within a node type, Python everywhere. */
final class DriftRule implements CheckRule {
    private static final String OWN_TYPE = "if it is meant so, give them a node type or resources of their own";
    private static final String SAME_IMAGE =
            "bring them to the same release: sudo apt-get update && sudo apt-get dist-upgrade (or dnf)";

    /** @param everywhere whether hosts of all types are compared with each other */
    private record Trait(
            String name, Function<Seen, String> value, Severity severity, boolean everywhere, String mend) {}

    private static final List<Trait> TRAITS = List.of(
            new Trait("operating system", host -> host.value("distro"), Severity.WARNING, false, SAME_IMAGE),
            new Trait("kernel", host -> host.value("kernel"), Severity.NOTE, false, SAME_IMAGE + "; sudo reboot"),
            new Trait("CPU model", host -> host.value("cpu_model"), Severity.NOTE, false, OWN_TYPE),
            new Trait("number of CPUs", host -> host.value("cpus"), Severity.WARNING, false, OWN_TYPE),
            new Trait("memory", DriftRule::memory, Severity.WARNING, false, OWN_TYPE),
            new Trait(
                    "python",
                    host -> host.value("python.version").replaceFirst("^Python ", ""),
                    Severity.WARNING,
                    true,
                    "name an environment in the file (environment.conda, environment.venv): all nodes then have the same"));

    @Override
    public String check() {
        return "drift";
    }

    @Override
    public String fine() {
        return "as the others of its type: system, machine, python";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return TRAITS.stream()
                .flatMap(trait -> trait.everywhere()
                        ? judge(trait, all.seen())
                        : byType(all).stream().flatMap(hosts -> judge(trait, hosts)));
    }

    private Stream<Finding> judge(Trait trait, List<Seen> hosts) {
        Majority majority = Majority.of(hosts, trait.value());
        return majority.odd().entrySet().stream()
                .map(odd -> found(
                        trait.severity(),
                        odd.getValue(),
                        trait.name() + " " + odd.getKey() + " instead of " + majority.words(),
                        trait.mend()));
    }

    private static List<List<Seen>> byType(CheckInput all) {
        Map<String, List<Seen>> types = new LinkedHashMap<>();
        all.seen()
                .forEach(host -> types.computeIfAbsent(host.member().type(), _ -> new ArrayList<>())
                        .add(host));
        return List.copyOf(types.values());
    }

    /** In whole GiB, half of one where there is little: kernels keep different small parts for themselves. */
    private static String memory(Seen host) {
        return host.facts().number("memory_kib").stream()
                .mapToObj(kib -> {
                    long halves = Math.round(kib / 1024.0 / 512);
                    return halves < 16 ? halves / 2.0 + " GiB" : Math.round(halves / 2.0) + " GiB";
                })
                .findFirst()
                .orElse("");
    }
}
