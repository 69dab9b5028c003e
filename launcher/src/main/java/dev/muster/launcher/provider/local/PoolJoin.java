package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.HostText;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.core.text.KeyValueText;
import dev.muster.launcher.bootstrap.BootstrapScript;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at one host of the pool and lets the head in: a marked line in its authorized_keys, restricted to the head's addresses. A host that another
 * cluster holds stays that one's: it is only looked at.
 *
 * @param publicKey of the head, as {@code type base64}; empty where a key of the user's is authorised already
 * @param from addresses of the head, with commas
 */
public record PoolJoin(ClusterId clusterId, Optional<String> stateDir, String publicKey, String from) {
    private static final Set<String> KEYS = Set.of("root", "cpus", "memory_kib", "held", "home", "authorised");
    private static final KeyValueText ANSWER = new KeyValueText("muster-pool 1", 1000, 16 * 1024, KEYS::contains);

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
        Map<String, String> found =
                KeyValueText.firstOfEach(ANSWER.parse(result.out()).orElse(List.of()));
        if (!found.containsKey("authorised")) {
            String why =
                    HostText.line(result.err().lines().reduce((_, last) -> last).orElse("the shell did not answer"));
            String note = before.host() + ": the head could not be authorised: " + why;
            return before.found(PoolHostRecord.State.NOT_ADMITTED, note, now);
        }
        Optional<String> holder = Optional.ofNullable(found.get("held")).map(HostText::line);
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
