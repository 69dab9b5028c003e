package dev.muster.launcher.check;

import dev.muster.launcher.check.Look.Seen;
import dev.muster.launcher.usecase.Finding;
import java.util.Map;
import java.util.stream.Stream;

/** What clusters left behind that do not hold the host any more. */
final class LeftoverRule implements Rule.OfHost {
    @Override
    public String check() {
        return "leftovers";
    }

    @Override
    public String fine() {
        return "nothing is left of other clusters";
    }

    @Override
    public Stream<Finding> judge(Seen host, Inspection all) {
        return Stream.concat(folders(host, all), processes(host, all));
    }

    private Stream<Finding> folders(Seen host, Inspection all) {
        return host.facts().folders().entrySet().stream()
                .filter(folder -> isLeft(folder.getKey(), host, all))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(folder -> warning(
                        host,
                        "a folder of cluster " + folder.getValue() + " is left: " + host.value("root") + "/"
                                + folder.getValue(),
                        "cluster down -n " + folder.getValue() + ", or remove that folder"));
    }

    private Stream<Finding> processes(Seen host, Inspection all) {
        return host.facts().processes().stream()
                .filter(id -> isLeft(id, host, all) && !host.facts().folders().containsKey(id))
                .sorted()
                .flatMap(id -> note(
                        host,
                        "processes of another cluster run (id " + id + ")",
                        "which: grep -lz MUSTER_NODE=" + id + "/ /proc/[0-9]*/environ"));
    }

    private static boolean isLeft(String id, Seen host, Inspection all) {
        return !all.ours().contains(id) && !id.equals(host.value("lease.cluster_id"));
    }
}
