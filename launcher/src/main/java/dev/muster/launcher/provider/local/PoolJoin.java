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
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Probes one host of the pool and authorises the head there: a marked line in its authorized_keys, restricted to the head's addresses. A host that
 * another cluster holds is only probed.
 *
 * @param publicKey the head's public key as {@code type base64}; empty if the user's own key is authorised already
 * @param from the head's addresses, separated by commas
 */
public record PoolJoin(ClusterId clusterId, Optional<String> stateDir, String publicKey, String from) {
    private static final Set<String> KEYS =
            Set.of("root", "cpus", "memory_kib", "held", "home", "machine", "authorised");
    private static final KeyValueText ANSWER = new KeyValueText("muster-pool 1", 1000, 16 * 1024, KEYS::contains);

    /**
     * Probes the host. An unreachable host is a result too, in state {@code FAILED}.
     *
     * @param before the host's route, and what was known of it
     * @return the host's new record
     */
    public PoolHostRecord join(PoolHostRecord before, RemoteHost host, boolean takeOver, Instant now)
            throws InterruptedException {
        try {
            return parse(before, run(before.host(), host, takeOver), now);
        } catch (RemoteFailure failure) {
            return before.withState(PoolHostRecord.State.FAILED, describe(failure), now);
        }
    }

    /** Returns the failure and its hint as one sentence. */
    public static String describe(RemoteFailure failure) {
        return failure.hint().isEmpty() ? failure.text() : failure.text() + " (" + failure.hint() + ")";
    }

    private RunResult run(String name, RemoteHost host, boolean takeOver) throws InterruptedException {
        Map<String, String> variables = Map.of(
                "root",
                stateDir.orElse(""),
                "cluster_id",
                clusterId.value(),
                "host",
                name,
                "public",
                publicKey,
                "from",
                from,
                "take_over",
                takeOver ? "yes" : "no");
        return host.run(RemoteCommand.of(
                ShellScript.of(BootstrapScript.JOIN_POOL, variables).text()));
    }

    private static PoolHostRecord parse(PoolHostRecord before, RunResult result, Instant now) {
        Map<String, String> found =
                KeyValueText.firstOfEach(ANSWER.parse(result.out()).orElse(List.of()));
        if (!found.containsKey("authorised")) {
            String reason =
                    HostText.line(result.err().lines().reduce((_, last) -> last).orElse("the shell did not answer"));
            String note = before.host() + ": cannot authorise the head: " + reason;
            return before.withState(PoolHostRecord.State.NOT_ADMITTED, note, now);
        }
        Optional<String> holder = Optional.ofNullable(found.get("held")).map(HostText::line);
        return new PoolHostRecord(
                before.host(),
                before.route(),
                before.jumps(),
                found.getOrDefault("root", ""),
                (int) Math.min(number(found.getOrDefault("cpus", "")), Integer.MAX_VALUE),
                number(found.getOrDefault("memory_kib", "")),
                holder.isPresent() ? PoolHostRecord.State.HELD : PoolHostRecord.State.AUTHORISED,
                holder.orElse(""),
                now,
                found.getOrDefault("home", "").strip(),
                HostText.line(found.getOrDefault("machine", "")).strip());
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }
}
