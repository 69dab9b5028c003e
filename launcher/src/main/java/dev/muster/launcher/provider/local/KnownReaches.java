package dev.muster.launcher.provider.local;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.util.List;

/** What the head's folder says of its pool: by the last {@code up}, and by the head since. */
public final class KnownReaches {
    private static final String REACH = "pool-by-up";
    private static final String LOOKS = "pool-by-head";

    private KnownReaches() {}

    /**
     * Reads, changes nothing; also where the head does not run.
     *
     * @param folder of the head on its host
     */
    public static List<PoolHostRecord> read(RemoteHost host, String folder) throws InterruptedException {
        ShellScript script = ShellScript.call(LibraryPart.HEAD, "print_pool", folder);
        return parse(host.run(RemoteCommand.of(script.text())).out().lines().toList());
    }

    /** What comes before the two lists is passed over. */
    static List<PoolHostRecord> parse(List<String> lines) {
        int reach = lines.indexOf(REACH);
        int looks = lines.indexOf(LOOKS);
        int end = looks < 0 ? lines.size() : looks;
        String told = reach < 0 ? "" : String.join("\n", lines.subList(reach + 1, end));
        String found = looks < 0 ? "" : String.join("\n", lines.subList(looks + 1, lines.size()));
        return HeadProbes.parse(found).newest(PoolHostRecord.parse(told));
    }
}
