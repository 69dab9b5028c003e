package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks the programs that the set-up of a node calls. */
final class ToolsRule implements CheckRule.OfHost {
    /** Without these, only some messages have less detail. */
    private static final Set<String> OPTIONAL = Set.of("timeout", "ps", "getconf");

    /** The package of each program; all others are in coreutils. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("awk", "gawk"),
            Map.entry("bash", "bash"),
            Map.entry("cmp", "diffutils"),
            Map.entry("find", "findutils"),
            Map.entry("hostname", "hostname"),
            Map.entry("xargs", "findutils"),
            Map.entry("getconf", "libc-bin"),
            Map.entry("grep", "grep"),
            Map.entry("gzip", "gzip"),
            Map.entry("ps", "procps"),
            Map.entry("sed", "sed"),
            Map.entry("setsid", "util-linux"),
            Map.entry("ssh-keygen", "openssh-client"),
            Map.entry("tar", "tar"));

    @Override
    public String check() {
        return "tools";
    }

    @Override
    public String okMessage() {
        return "tar, sha256sum and all other required programs are installed";
    }

    @Override
    public Stream<Finding> judge(Answered host, CheckInput all) {
        List<String> missing = Stream.of(host.value("missing").split(" "))
                .filter(tool -> !tool.isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return Stream.empty();
        }
        String text = "not installed: " + String.join(", ", missing);
        return OPTIONAL.containsAll(missing)
                ? note(host, text, install(missing))
                : problem(host, text, install(missing));
    }

    private static String install(List<String> tools) {
        Set<String> packages = new TreeSet<>();
        tools.forEach(tool -> packages.add(PACKAGES.getOrDefault(tool, "coreutils")));
        return "run: sudo apt-get install " + String.join(" ", packages) + " (or dnf, zypper)";
    }
}
