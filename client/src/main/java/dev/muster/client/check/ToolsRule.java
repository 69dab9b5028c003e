package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Programs that setting up a node calls. */
final class ToolsRule implements CheckRule.OfHost {
    /** Only this look, or a message, is poorer without them. */
    private static final Set<String> NICE_TO_HAVE = Set.of("timeout", "ps", "getconf");

    /** As Debian and Red Hat both call the packages; the rest is in coreutils. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("awk", "gawk"),
            Map.entry("bash", "bash"),
            Map.entry("cmp", "diffutils"),
            Map.entry("find", "findutils"),
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
    public String fine() {
        return "tar, sha256sum and all other programs that are called are there";
    }

    @Override
    public Stream<Finding> judge(Seen host, CheckInput all) {
        List<String> missing = Stream.of(host.value("missing").split(" "))
                .filter(tool -> !tool.isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return Stream.empty();
        }
        String text = "missing: " + String.join(", ", missing);
        return NICE_TO_HAVE.containsAll(missing)
                ? note(host, text, install(missing))
                : problem(host, text, install(missing));
    }

    private static String install(List<String> tools) {
        Set<String> packages = new TreeSet<>();
        tools.forEach(tool -> packages.add(PACKAGES.getOrDefault(tool, "coreutils")));
        return "sudo apt-get install " + String.join(" ", packages) + " (or dnf, zypper)";
    }
}
