package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies all rules to all hosts. */
public final class Inspector {
    private static final List<CheckRule> RULES = List.of(
            new ConnectRule(),
            new HostKeyRule(),
            new SystemRule(),
            new ToolsRule(),
            new DiskRule(),
            new MemoryRule(),
            new ClockRule(),
            new IdentityRule(),
            new LeaseRule(),
            new LeftoverRule(),
            new PortRule(),
            new LoopbackRule(),
            new WorkerToHeadRule(),
            new HeadToWorkerRule(),
            new ForwardingRule(),
            new KeysRule(),
            new SudoRule(),
            new LogoutRule(),
            new CgroupRule(),
            new HomeRule(),
            new EnvironmentRule(),
            new DriftRule(),
            new PackagesRule());

    private Inspector() {}

    /** Returns the findings, with equal findings of several hosts merged, the most severe first. */
    public static List<Finding> findings(CheckInput all) {
        List<Finding> findings = new ArrayList<>();
        RULES.forEach(rule -> findings.addAll(of(rule, all)));
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return findings;
    }

    private static List<Finding> of(CheckRule rule, CheckInput all) {
        List<Finding> found = merged(rule.judge(all).toList(), all);
        Set<String> named = new LinkedHashSet<>();
        found.forEach(finding -> named.addAll(finding.hosts()));
        List<String> passed = rule.applicableHosts(all).stream()
                .map(host -> host.member().name())
                .filter(name -> !named.contains(name))
                .toList();
        List<Finding> findings = new ArrayList<>(found);
        if (!passed.isEmpty()) {
            findings.add(new Finding(Severity.OK, rule.check(), passed, rule.okMessage(), ""));
        }
        return findings;
    }

    private static List<Finding> merged(List<Finding> findings, CheckInput all) {
        Map<Finding, Set<String>> hosts = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Finding withoutHosts =
                    new Finding(finding.severity(), finding.check(), List.of(), finding.text(), finding.fix());
            hosts.computeIfAbsent(withoutHosts, _ -> new LinkedHashSet<>()).addAll(finding.hosts());
        }
        List<String> order = all.probes().stream()
                .map(probe -> probe.member().name())
                .distinct()
                .toList();
        List<Finding> merged = new ArrayList<>();
        hosts.forEach((finding, names) -> merged.add(new Finding(
                finding.severity(),
                finding.check(),
                order.stream().filter(names::contains).toList(),
                finding.text(),
                finding.fix())));
        return merged;
    }
}
