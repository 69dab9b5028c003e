package dev.muster.launcher.provider.local;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.core.text.KeyValueText;
import dev.muster.launcher.bootstrap.BootstrapScript;
import dev.muster.launcher.bootstrap.NodeShell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The cluster's SSH key as its head keeps it, and what is known of the pool: by the last {@code up}, and by the head since.
 *
 * @param publicKey as {@code type base64}; empty where the user named a key that is on the head already
 * @param addresses of the head's host, as it sees itself
 */
public record ClusterKey(String publicKey, List<String> addresses, List<PoolHostRecord> known) {
    private static final String PUBLIC = "public";
    private static final String ADDRESSES = "addresses";
    /** Instead of a key: the user named one that is on the head already. */
    private static final String GIVEN = "given";

    private static final Pattern PUBLIC_KEY = Pattern.compile("[a-z0-9-]+ [A-Za-z0-9+/=]+");
    private static final KeyValueText ANSWER =
            new KeyValueText("muster-key 1", 1000, 16 * 1024, Set.of(PUBLIC, ADDRESSES)::contains);

    public ClusterKey {
        addresses = List.copyOf(addresses);
        known = List.copyOf(known);
    }

    /**
     * Makes the key where there is none.
     *
     * @param given path of a key on the head's host
     */
    public static ClusterKey ensure(NodeShell shell, Optional<String> given) throws InterruptedException {
        RunResult result = shell.run(ShellScript.of(BootstrapScript.CLUSTER_KEY, Map.of("given", given.orElse(""))));
        if (!result.ok()) {
            List<String> lines = result.err().lines().toList();
            String why = lines.isEmpty() ? "exit " + result.exitCode() : lines.getLast();
            throw new RemoteFailure(
                    shell.host().name(), shell.host().name() + ": the cluster's SSH key: " + why, "", false, lines);
        }
        return parse(result.out());
    }

    static ClusterKey parse(String text) {
        Map<String, String> found = KeyValueText.firstOfEach(
                ANSWER.parse(text).orElseThrow(() -> new IllegalArgumentException("no answer of cluster-key.sh")));
        String publicKey = found.getOrDefault(PUBLIC, "").strip();
        if (!publicKey.equals(GIVEN) && !PUBLIC_KEY.matcher(publicKey).matches()) {
            throw new IllegalArgumentException("not a public key: " + publicKey);
        }
        List<String> addresses =
                List.of(found.getOrDefault(ADDRESSES, "").strip().split("\\s+"));
        return new ClusterKey(
                publicKey.equals(GIVEN) ? "" : publicKey,
                addresses,
                KnownReaches.parse(text.lines().toList()));
    }

    /** Where the head dials from: each once, nothing that could mean more than an address. */
    public List<String> from(String address) {
        List<String> all = new ArrayList<>(List.of(address));
        addresses.stream().filter(each -> !all.contains(each)).forEach(all::add);
        return all.stream().filter(each -> each.matches("[0-9A-Za-z.:-]+")).toList();
    }
}
