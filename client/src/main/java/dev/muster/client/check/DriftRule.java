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

/** Reports differences between hosts that should be equal: system and hardware within a node type, Python on all hosts. */
final class DriftRule implements CheckRule {
    private static final String OWN_TYPE =
            "if this is intended, give these hosts a node type of their own in the config file";
    private static final String SAME_IMAGE =
            "update them to the same release: sudo apt-get update && sudo apt-get dist-upgrade (or dnf)";

    /**
     * One property that is compared.
     *
     * @param everywhere whether hosts of all node types are compared with each other
     */
    private record Trait(
            String name, Function<Answered, String> value, Severity severity, boolean everywhere, String fix) {}

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
                    "set environment.conda or environment.venv in the config file, so that all nodes have the same python"));

    @Override
    public String check() {
        return "drift";
    }

    @Override
    public String okMessage() {
        return "the same system, hardware and python as the other hosts of its node type";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return TRAITS.stream()
                .flatMap(trait -> trait.everywhere()
                        ? judge(trait, all.answered())
                        : byType(all).stream().flatMap(hosts -> judge(trait, hosts)));
    }

    private Stream<Finding> judge(Trait trait, List<Answered> hosts) {
        Majority majority = Majority.of(hosts, trait.value());
        return majority.odd().entrySet().stream()
                .map(odd -> found(
                        trait.severity(),
                        odd.getValue(),
                        trait.name() + " " + odd.getKey() + " instead of " + majority.describe(),
                        trait.fix()));
    }

    private static List<List<Answered>> byType(CheckInput all) {
        Map<String, List<Answered>> types = new LinkedHashMap<>();
        all.answered()
                .forEach(host -> types.computeIfAbsent(host.member().type(), _ -> new ArrayList<>())
                        .add(host));
        return List.copyOf(types.values());
    }

    /** Rounds to whole GiB, or to half of one below 8 GiB, because kernels reserve different small amounts. */
    private static String memory(Answered host) {
        return host.facts().number("memory_kib").stream()
                .mapToObj(kib -> {
                    long halves = Math.round(kib / 1024.0 / 512);
                    return halves < 16 ? halves / 2.0 + " GiB" : Math.round(halves / 2.0) + " GiB";
                })
                .findFirst()
                .orElse("");
    }
}
