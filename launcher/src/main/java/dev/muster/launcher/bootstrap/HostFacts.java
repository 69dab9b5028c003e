package dev.muster.launcher.bootstrap;

import dev.muster.core.HostText;
import dev.muster.core.NodeKey;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.text.KeyValueText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds the facts that a probe found on a host before anything is changed: see {@link FactsScript}. */
public record HostFacts(String host, Map<String, String> values) {
    /** The facts of a machine that has nothing of Muster's, such as one that does not exist yet. */
    public static final HostFacts EMPTY = new HostFacts("", Map.of());

    private static final int MOST_LINES = 10_000;
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,40}([.][A-Za-z0-9_.-]{1,100})?");
    private static final KeyValueText FORMAT =
            new KeyValueText("muster-facts 1", MOST_LINES, 16 * 1024, KEY.asMatchPredicate());
    private static final int LAYERS = 2;
    private static final String ENGINE = "engine";

    public HostFacts {
        values = Map.copyOf(values);
    }

    /** Parses the output of {@code facts.sh}. Throws {@link RemoteFailure} if it is something else. */
    static HostFacts parse(String host, String text) {
        return FORMAT.parse(text)
                .map(entries -> new HostFacts(host, KeyValueText.firstOfEach(entries)))
                .orElseThrow(() -> new RemoteFailure(
                        host,
                        host + ": the shell did not answer as a POSIX shell does",
                        "check that a login there neither prints nor exits: ssh " + host + " true",
                        false,
                        text.lines().limit(MOST_LINES).toList()));
    }

    /** Returns a fact; empty if it was not reported. */
    public String value(String key) {
        return values.getOrDefault(key, "");
    }

    /** Returns the root folder on this host. */
    public String root() {
        return value("root");
    }

    public boolean hasLayer(String sha256) {
        return values.containsKey("layer." + sha256);
    }

    /** Returns whether the host stores this layer packed, to send it on. */
    public boolean hasPackedLayer(String sha256) {
        return values.containsKey("packed." + sha256);
    }

    boolean hasZstd() {
        return values.containsKey("zstd");
    }

    /** Returns whether the host has both layers of the bundle. */
    boolean hasLayers() {
        return values.keySet().stream().filter(key -> key.startsWith("layer.")).count() == LAYERS;
    }

    /** Returns the digest of a step that is done; empty if it never was. */
    public String stepDigest(String step) {
        return value("step." + step);
    }

    public boolean isDaemonAlive() {
        return value("daemon").equals("alive");
    }

    public boolean isControlAlive() {
        return value("control").equals("alive");
    }

    /** Returns whether this login claimed the host for the head of the cluster of this name, wherever the head's folder is. */
    public boolean isLeasedToHeadOf(String cluster) {
        return value("lease.cluster").equals(cluster)
                && value("lease.owner").equals(value("user"))
                && value("lease.node_key").equals(NodeKey.HEAD.value());
    }

    /** Returns who claimed the host for a cluster of this name, if that is another login; empty otherwise. */
    public Optional<String> otherOwnerOf(String cluster) {
        boolean isOther =
                value("lease.cluster").equals(cluster) && !value("lease.owner").equals(value("user"));
        return isOther ? Optional.of(HostText.line(value("lease.owner"))) : Optional.empty();
    }

    /** Returns whether the node has an engine, running or not. */
    public boolean hasEngine() {
        return values.containsKey(ENGINE);
    }

    /** Returns whether the node's engine runs, ready or not. */
    public boolean isEngineAlive() {
        return !value(ENGINE).isEmpty();
    }

    public boolean isEngineReady() {
        return value(ENGINE).equals("ready");
    }

    /** Returns who runs {@code up} for this cluster now; empty if nobody does. */
    public Optional<String> otherUp() {
        String who = HostText.line(value("up"));
        return who.isEmpty() ? Optional.empty() : Optional.of(who);
    }

    /** Returns the id of the cluster whose head has, or had, its folder there; empty if there is none. */
    public String clusterId() {
        return value("cluster_id");
    }
}
