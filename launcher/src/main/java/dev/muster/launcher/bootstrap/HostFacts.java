package dev.muster.launcher.bootstrap;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.RemoteFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one look at a host found, before anything is changed: see {@link FactsScript}. */
public record HostFacts(String host, Map<String, String> values) {
    private static final String FIRST_LINE = "muster-facts 1";
    private static final int LAYERS = 2;

    public HostFacts {
        values = Map.copyOf(values);
    }

    /** Lines {@code key=value}; a value may hold anything but a line break. */
    static HostFacts parse(String host, String text) {
        List<String> lines = text.lines().toList();
        int first = lines.indexOf(FIRST_LINE);
        if (first < 0) {
            throw new RemoteFailure(
                    host,
                    host + ": the shell did not answer as a POSIX shell does",
                    "does a login there print or exit?",
                    false,
                    lines);
        }
        Map<String, String> values = new TreeMap<>();
        for (String line : lines.subList(first + 1, lines.size())) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return new HostFacts(host, values);
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
