package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What clusters left behind that do not hold the host any more. */
final class LeftoverRule implements CheckRule.OfHost {
    @Override
    public String check() {
        return "leftovers";
    }

    @Override
    public String fine() {
        return "nothing is left of other clusters";
    }

    @Override
    public Stream<Finding> judge(Seen host, CheckInput all) {
        return Stream.concat(folders(host, all), processes(host, all));
    }

    private Stream<Finding> folders(Seen host, CheckInput all) {
        return host.facts().folders().entrySet().stream()
                .filter(folder -> isLeft(folder.getKey(), host, all))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(folder -> warning(
                        host,
                        "a folder of cluster " + folder.getValue() + " is left: " + host.value("root") + "/"
                                + folder.getValue(),
                        "cluster down -n " + folder.getValue() + ", or remove that folder"));
    }

    private Stream<Finding> processes(Seen host, CheckInput all) {
        List<String> ids = host.facts().processes().stream()
                .filter(id -> isLeft(id, host, all) && !host.facts().folders().containsKey(id))
                .sorted()
                .toList();
        if (ids.isEmpty()) {
            return Stream.empty();
        }
        String whose = ids.size() == 1 ? "another cluster run (id " : ids.size() + " other clusters run (ids ";
        return note(
                host,
                "processes of " + whose + String.join(", ", ids) + ")",
                "which: grep -lz MUSTER_NODE= /proc/[0-9]*/environ");
    }

    private static boolean isLeft(String id, Seen host, CheckInput all) {
        return !all.ours().contains(id) && !id.equals(host.value("lease.cluster_id"));
    }
}
