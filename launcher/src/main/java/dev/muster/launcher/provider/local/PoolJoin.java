package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.HostText;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.BootstrapScript;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at one host of the pool and lets the head in: a marked line in its authorized_keys, restricted to the head's addresses. A host that another
 * cluster holds stays that one's: it is only looked at.
 *
 * @param publicKey of the head, as {@code type base64}; empty where a key of the user's is authorised already
 * @param from addresses of the head, with commas
 */
public record PoolJoin(ClusterId clusterId, Optional<String> stateDir, String publicKey, String from) {
    private static final String FIRST_LINE = "muster-pool 1";
    private static final String NOT_LET_IN = ": the head could not be authorised: ";
    /** Said of a host whose home is another one than before, or where somebody took the head's line out. */
    public static final String LET_IN_NO_MORE = ": the head is not let in there any more";

    /**
     * @param before how the host is reached, and what was known of it
     * @return what was found: a host that is not reached is an answer too
     */
    public PoolHostRecord join(PoolHostRecord before, RemoteHost host, boolean takeOver, Instant now)
            throws InterruptedException {
        try {
            return reach(before, run(host, takeOver), now);
        } catch (RemoteFailure failure) {
            return before.found(PoolHostRecord.State.FAILED, told(failure), now);
        }
    }

    /** Where it was not let in, that its key is refused is no news: why it was not is what an operator must know. */
    public static boolean wasNotLetIn(PoolHostRecord known) {
        return known.note().startsWith(known.host() + NOT_LET_IN)
                || known.note().contains(LET_IN_NO_MORE);
    }

    /** What happened, and what helps. */
    public static String told(RemoteFailure failure) {
        return failure.hint().isEmpty() ? failure.text() : failure.text() + " (" + failure.hint() + ")";
    }

    private RunResult run(RemoteHost host, boolean takeOver) throws InterruptedException {
        Map<String, String> variables = Map.of(
                "root",
                stateDir.orElse(""),
                "cluster_id",
                clusterId.value(),
                "public",
                publicKey,
                "from",
                from,
                "take_over",
                takeOver ? "yes" : "no");
        return host.run(RemoteCommand.of(
                ShellScript.of(BootstrapScript.JOIN_POOL, variables).text()));
    }

    private static PoolHostRecord reach(PoolHostRecord before, RunResult result, Instant now) {
        List<String> lines = result.out().lines().toList();
        Map<String, String> found = new TreeMap<>();
        for (String line : lines.subList(Math.max(0, lines.indexOf(FIRST_LINE)), lines.size())) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                found.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (!found.containsKey("authorised")) {
            String why =
                    HostText.line(result.err().lines().reduce((_, last) -> last).orElse("the shell did not answer"));
            return before.found(PoolHostRecord.State.FAILED, before.host() + NOT_LET_IN + why, now);
        }
        Optional<String> holder = Optional.ofNullable(found.get("held"));
        return new PoolHostRecord(
                before.host(),
                before.way(),
                before.jumps(),
                found.getOrDefault("root", ""),
                (int) number(found.getOrDefault("cpus", "")),
                number(found.getOrDefault("memory_kib", "")),
                holder.isPresent() ? PoolHostRecord.State.HELD : PoolHostRecord.State.AUTHORISED,
                holder.orElse(""),
                now,
                found.getOrDefault("home", "").strip());
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }
}
