package dev.muster.launcher.onprem;

import dev.muster.core.ClusterId;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.bootstrap.Scripts;
import dev.muster.launcher.ssh.SshTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at one host of the pool and lets the head in: a marked line in its authorized_keys, restricted to the head's addresses. A host that another
 * cluster holds is left as it is.
 *
 * @param publicKey of the head, as {@code type base64}; empty where a key of the user's is authorised already
 * @param from addresses of the head, with commas
 */
public record PoolJoin(ClusterId clusterId, Optional<String> stateDir, String publicKey, String from) {
    private static final String FIRST_LINE = "muster-pool 1";

    public Reach join(PoolHost host, boolean takeOver) throws InterruptedException {
        try {
            return reach(host.target(), run(host, takeOver));
        } catch (RemoteFailure failure) {
            return failed(host.target(), failure.text());
        }
    }

    private RunResult run(PoolHost host, boolean takeOver) throws InterruptedException {
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
        String script = Scripts.read("root.sh", variables)
                + Scripts.read("authorized-keys.sh", Map.of())
                + Scripts.read("join-pool.sh", Map.of());
        return host.host().run(RemoteCommand.of(script));
    }

    private static Reach reach(SshTarget target, RunResult result) {
        List<String> lines = result.out().lines().toList();
        Map<String, String> found = new TreeMap<>();
        for (String line : lines.subList(Math.max(0, lines.indexOf(FIRST_LINE)), lines.size())) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                found.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (found.containsKey("held")) {
            return of(target, found, Reach.State.HELD, found.get("held"));
        }
        if (!found.containsKey("authorised")) {
            String why = result.err().lines().reduce((_, last) -> last).orElse("the shell did not answer");
            return failed(target, target.name() + ": the head could not be authorised: " + why);
        }
        return of(target, found, Reach.State.AUTHORISED, "");
    }

    private static Reach failed(SshTarget target, String why) {
        return of(target, Map.of(), Reach.State.FAILED, why);
    }

    private static Reach of(SshTarget target, Map<String, String> found, Reach.State state, String note) {
        return new Reach(
                target.name(),
                target.address(),
                target.port(),
                target.user(),
                target.hostKeys().alias(),
                found.getOrDefault("root", ""),
                (int) number(found.getOrDefault("cpus", "")),
                number(found.getOrDefault("memory_kib", "")),
                state,
                note);
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }
}
