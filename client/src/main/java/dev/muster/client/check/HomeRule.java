package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which hosts share one home: found without writing there. */
final class HomeRule implements CheckRule {
    /** How the types of file systems on a network begin. */
    private static final List<String> NETWORK =
            List.of("nfs", "cifs", "smb", "lustre", "gpfs", "afs", "ceph", "beegfs", "panfs", "fuse.");

    @Override
    public String check() {
        return "home";
    }

    @Override
    public String fine() {
        return "the host's own";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        Map<String, List<Seen>> homes = new LinkedHashMap<>();
        for (Seen host : all.seen()) {
            String home = identity(host);
            if (!home.isEmpty()) {
                homes.computeIfAbsent(home, _ -> new ArrayList<>()).add(host);
            }
        }
        return homes.values().stream()
                .filter(hosts -> hosts.size() > 1 || isRemote(hosts.getFirst()))
                .map(this::shared);
    }

    private Finding shared(List<Seen> hosts) {
        Seen one = hosts.getFirst();
        String where = one.value("home") + (isRemote(one) ? " (" + source(one)[0] + " " + source(one)[1] + ")" : "");
        String text = hosts.size() > 1
                ? "share one home, " + where + "; nodes keep their own in " + one.value("root")
                : "the home is on a network, " + where + "; the node keeps its own in " + one.value("root");
        return found(Severity.NOTE, hosts, text, "");
    }

    /**
     * On a network: the server's folder and the number of the home in it. On a local disk, device, number and last change say it, but copies of one image
     * agree in all of them; so the kernel must be the same too, as it is for containers of one machine.
     */
    private static String identity(Seen host) {
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

    /** Type, source, folder in it. */
    private static String[] source(Seen host) {
        String[] words = host.value("home.source").split(" ", 3);
        return words.length == 3 ? words : new String[] {"", "", ""};
    }

    private static boolean isRemote(Seen host) {
        String type = source(host)[0];
        return NETWORK.stream().anyMatch(type::startsWith);
    }
}
