package dev.muster.launcher.provider.local.state;

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
import java.util.stream.Collectors;

/**
 * Describes the cluster's SSH key, which its head keeps, and the hosts of the pool that the head knows.
 *
 * @param publicKey the head's public keys, each as {@code type base64} on a line of its own; empty if the user named a key that is on the head already
 * @param addresses addresses of the head's host, as that host sees them
 * @param machine identifies the head's machine, as in {@link PoolHostRecord}
 * @param known records of the pool's hosts, as the last {@code up} and the head wrote them
 */
public record ClusterKey(String publicKey, List<String> addresses, List<PoolHostRecord> known, String machine) {
    private static final String PUBLIC = "public";
    private static final String ADDRESSES = "addresses";
    private static final String MACHINE = "machine";
    /** Stands in place of a key if the user named one that is on the head already. */
    private static final String GIVEN = "given";

    private static final Pattern PUBLIC_KEYS =
            Pattern.compile("[a-z0-9-]+ [A-Za-z0-9+/=]+(\n[a-z0-9-]+ [A-Za-z0-9+/=]+){0,3}");
    private static final KeyValueText ANSWER =
            new KeyValueText("muster-key 1", 1000, 16 * 1024, Set.of(PUBLIC, ADDRESSES, MACHINE)::contains);

    public ClusterKey {
        addresses = List.copyOf(addresses);
        known = List.copyOf(known);
    }

    /**
     * Creates the key on the head's host, unless there is one. Throws {@link RemoteFailure} if the host cannot create it.
     *
     * @param given path of a key on the head's host, if the user named one
     */
    public static ClusterKey ensure(NodeShell shell, Optional<String> given) throws InterruptedException {
        RunResult result = shell.run(ShellScript.of(BootstrapScript.CLUSTER_KEY, Map.of("given", given.orElse(""))));
        if (!result.ok()) {
            List<String> lines = result.err().lines().toList();
            String reason = lines.isEmpty() ? "exit " + result.exitCode() : lines.getLast();
            throw new RemoteFailure(
                    shell.host().name(),
                    shell.host().name() + ": cannot create the cluster's SSH key: " + reason,
                    "",
                    false,
                    lines);
        }
        return result.parsed(shell.host().name(), ClusterKey::parse);
    }

    static ClusterKey parse(String text) {
        List<KeyValueText.Entry> entries =
                ANSWER.parse(text).orElseThrow(() -> new IllegalArgumentException("cluster-key.sh printed no answer"));
        Map<String, String> found = KeyValueText.firstOfEach(entries);
        String publicKey = entries.stream()
                .filter(entry -> entry.key().equals(PUBLIC))
                .map(entry -> entry.value().strip())
                .collect(Collectors.joining("\n"));
        if (!publicKey.equals(GIVEN) && !PUBLIC_KEYS.matcher(publicKey).matches()) {
            throw new IllegalArgumentException("not a public key: " + publicKey);
        }
        List<String> addresses =
                List.of(found.getOrDefault(ADDRESSES, "").strip().split("\\s+"));
        return new ClusterKey(
                publicKey.equals(GIVEN) ? "" : publicKey,
                addresses,
                PoolFiles.parse(text.lines().toList()),
                found.getOrDefault(MACHINE, "").strip());
    }

    /**
     * Returns the addresses that the head connects from, each once. Drops text that may not be an address, because the result goes into
     * authorized_keys.
     */
    public List<String> sourceAddresses(String address) {
        List<String> all = new ArrayList<>(List.of(address));
        addresses.stream().filter(each -> !all.contains(each)).forEach(all::add);
        return all.stream().filter(each -> each.matches("[0-9A-Za-z.:-]+")).toList();
    }
}
