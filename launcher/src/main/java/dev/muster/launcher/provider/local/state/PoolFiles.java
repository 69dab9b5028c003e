package dev.muster.launcher.provider.local.state;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.util.List;

/**
 * Reads the two files of pool records in the head's folder: {@code pool-hosts}, which {@code up} writes, and {@code head-probes}, which the head
 * writes.
 */
public final class PoolFiles {
    private static final String BY_UP = "pool-by-up";
    private static final String BY_HEAD = "pool-by-head";

    private PoolFiles() {}

    /**
     * Reads the records from the head's host. The head need not run. Changes nothing.
     *
     * @param folder the head's folder on its host
     */
    public static List<PoolHostRecord> read(RemoteHost host, String folder) throws InterruptedException {
        ShellScript script = ShellScript.call(LibraryPart.HEAD, "print_pool", folder);
        return parse(host.run(RemoteCommand.of(script.text())).out().lines().toList());
    }

    /** Parses the output. Ignores lines before the first list. */
    static List<PoolHostRecord> parse(List<String> lines) {
        int byUp = lines.indexOf(BY_UP);
        int byHead = lines.indexOf(BY_HEAD);
        int end = byHead < 0 ? lines.size() : byHead;
        String upRecords = byUp < 0 ? "" : String.join("\n", lines.subList(byUp + 1, end));
        String headRecords = byHead < 0 ? "" : String.join("\n", lines.subList(byHead + 1, lines.size()));
        return HeadProbes.parse(headRecords).newest(PoolHostRecord.parse(upRecords));
    }
}
