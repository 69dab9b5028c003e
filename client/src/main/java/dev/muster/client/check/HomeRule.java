package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Answered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reports which hosts share a home, found without writing to it. */
final class HomeRule implements CheckRule {
    /** Prefixes of the types of network file systems. */
    private static final List<String> NETWORK =
            List.of("nfs", "cifs", "smb", "lustre", "gpfs", "afs", "ceph", "beegfs", "panfs", "fuse.");

    @Override
    public String check() {
        return "home";
    }

    @Override
    public String okMessage() {
        return "not shared with another host";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        Map<String, List<Answered>> homes = new LinkedHashMap<>();
        for (Answered host : all.answered()) {
            String home = identity(host);
            if (!home.isEmpty()) {
                homes.computeIfAbsent(home, _ -> new ArrayList<>()).add(host);
            }
        }
        return homes.values().stream()
                .filter(hosts -> hosts.size() > 1 || isRemote(hosts.getFirst()))
                .map(this::shared);
    }

    private Finding shared(List<Answered> hosts) {
        Answered one = hosts.getFirst();
        String where = one.value("home") + (isRemote(one) ? " (" + source(one)[0] + " " + source(one)[1] + ")" : "");
        String text = hosts.size() > 1
                ? "share one home, " + where + "; nodes keep their state in " + one.value("root")
                : "the home is on a network file system, " + where + "; the node keeps its state in "
                        + one.value("root");
        return found(Severity.NOTE, hosts, text, "");
    }

    /**
     * Returns a value that is equal for hosts with the same home. On a network file system it is the server's folder and the inode of the home. On a
     * local disk it is device, inode and last change; copies of one image agree in all of these, so it also has the boot time of the kernel, which
     * containers of one machine share.
     */
    private static String identity(Answered host) {
        String[] stat = host.value("home.stat").split(" ");
        if (stat.length != 3) {
            return "";
        }
        if (isRemote(host)) {
            String folder = source(host)[1].replaceFirst("^[^:]*:", "");
            return "remote " + folder + " " + stat[1];
        }
        String kernel = host.value("home.kernel");
        return kernel.isEmpty() ? "" : "local " + kernel + " " + host.value("home.stat");
    }

    /** Returns the file system's type, its source, and the folder in it. */
    private static String[] source(Answered host) {
        String[] fields = host.value("home.source").split(" ", 3);
        return fields.length == 3 ? fields : new String[] {"", "", ""};
    }

    private static boolean isRemote(Answered host) {
        String type = source(host)[0];
        return NETWORK.stream().anyMatch(type::startsWith);
    }
}
