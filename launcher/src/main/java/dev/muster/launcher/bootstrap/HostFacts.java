package dev.muster.launcher.bootstrap;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.text.KeyValueText;
import java.util.Map;
import java.util.regex.Pattern;

/** What one look at a host found, before anything is changed: see {@link FactsScript}. */
public record HostFacts(String host, Map<String, String> values) {
    /** The facts of a machine that has nothing of Muster's, such as one that does not exist yet. */
    public static final HostFacts EMPTY = new HostFacts("", Map.of());

    private static final int MOST_LINES = 10_000;
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,40}([.][A-Za-z0-9_.-]{1,100})?");
    private static final KeyValueText FORMAT =
            new KeyValueText("muster-facts 1", MOST_LINES, 16 * 1024, KEY.asMatchPredicate());
    private static final int LAYERS = 2;

    public HostFacts {
        values = Map.copyOf(values);
    }

    /** Reads what {@code facts.sh} prints. */
    static HostFacts parse(String host, String text) {
        return FORMAT.parse(text)
                .map(entries -> new HostFacts(host, KeyValueText.firstOfEach(entries)))
                .orElseThrow(() -> new RemoteFailure(
                        host,
                        host + ": the shell did not answer as a POSIX shell does",
                        "does a login there print or exit?",
                        false,
                        text.lines().limit(MOST_LINES).toList()));
    }

    public String value(String key) {
        return values.getOrDefault(key, "");
    }

    /** Where everything of Muster's is on this host. */
    public String root() {
        return value("root");
    }

    public boolean hasLayer(String sha256) {
        return values.containsKey("layer." + sha256);
    }

    /** Kept packed for others. */
    public boolean hasPackedLayer(String sha256) {
        return values.containsKey("packed." + sha256);
    }

    boolean hasZstd() {
        return values.containsKey("zstd");
    }

    /** All that it was asked for. */
    boolean hasLayers() {
        return values.keySet().stream().filter(key -> key.startsWith("layer.")).count() == LAYERS;
    }

    /** Digest of a step that is done; empty where it never was. */
    public String stepDigest(String step) {
        return value("step." + step);
    }

    public boolean isDaemonAlive() {
        return value("daemon").equals("alive");
    }

    public boolean isControlAlive() {
        return value("control").equals("alive");
    }

    /** Whether this login claimed the host for that cluster's head, wherever its folder may be. */
    public boolean isLeasedToHeadOf(String cluster) {
        return value("lease.cluster").equals(cluster)
                && value("lease.owner").equals(value("user"))
                && value("lease.node_key").equals(NodeKey.HEAD.value());
    }

    /** The cluster whose head lives, or lived, in the folder; empty where there is none. */
    public String clusterId() {
        return value("cluster_id");
    }
}
