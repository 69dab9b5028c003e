package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import dev.muster.core.Shell;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reports folders and processes of clusters that do not hold the host. */
final class LeftoverRule implements CheckRule.OfHost {
    @Override
    public String check() {
        return "leftovers";
    }

    @Override
    public String okMessage() {
        return "nothing is left of other clusters";
    }

    @Override
    public Stream<Finding> judge(Answered host, CheckInput all) {
        return Stream.concat(folders(host, all), processes(host, all));
    }

    private Stream<Finding> folders(Answered host, CheckInput all) {
        return host.facts().folders().entrySet().stream()
                .filter(folder -> isLeft(folder.getKey(), host, all))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(folder -> host.facts().processes().contains(folder.getKey())
                        ? note(host, "cluster " + folder.getValue() + " is up on this host too", "")
                        : leftover(host, folder));
    }

    private Stream<Finding> leftover(Answered host, Map.Entry<String, String> folder) {
        return warning(
                host,
                "has a leftover folder of cluster " + folder.getValue() + ": " + host.value("root") + "/"
                        + folder.getValue(),
                "run: cluster down -n " + Shell.quote(folder.getValue()) + ", or delete the folder");
    }

    private Stream<Finding> processes(Answered host, CheckInput all) {
        List<String> ids = host.facts().processes().stream()
                .filter(id -> isLeft(id, host, all) && !host.facts().folders().containsKey(id))
                .sorted()
                .toList();
        if (ids.isEmpty()) {
            return Stream.empty();
        }
        String owner =
                ids.size() == 1 ? "another cluster are running (ID " : ids.size() + " other clusters are running (IDs ";
        return note(
                host,
                "processes of " + owner + String.join(", ", ids) + ")",
                "to find them, run: grep -lz MUSTER_NODE= /proc/[0-9]*/environ");
    }

    private static boolean isLeft(String id, Answered host, CheckInput all) {
        return !all.clusterIds().contains(id) && !id.equals(host.value("lease.cluster_id"));
    }
}
