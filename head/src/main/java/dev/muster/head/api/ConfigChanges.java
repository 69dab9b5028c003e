package dev.muster.head.api;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a new config changes in a running cluster, in words; refuses what would make another cluster of it. */
final class ConfigChanges {
    private static final String AGAIN = ": workers are set up again one batch at a time, each when nothing runs on it";

    private final ClusterConfig old;
    private final ClusterConfig wish;
    private final List<String> changes = new ArrayList<>();

    private ConfigChanges(ClusterConfig old, ClusterConfig wish) {
        this.old = old;
        this.wish = wish;
    }

    static List<String> between(ClusterConfig old, ClusterConfig wish) {
        ConfigChanges comparison = new ConfigChanges(old, wish);
        comparison.refuse();
        comparison.limits();
        wish.types().values().forEach(comparison::type);
        comparison.removedTypes();
        comparison.programs();
        return List.copyOf(comparison.changes);
    }

    private void refuse() {
        same("cluster_name", old.name(), wish.name());
        same("provider.type", old.provider().type(), wish.provider().type());
        same(
                "provider.state_dir",
                old.provider().stateDir().orElse(""),
                wish.provider().stateDir().orElse(""));
        same("auth.ssh_user", old.auth().user().orElse(""), wish.auth().user().orElse(""));
        same("head_node_type", old.headType(), wish.headType());
        same("provider.head_ip", old.provider().headHost(), wish.provider().headHost());
    }

    private static void same(String key, String before, String after) {
        if (!before.equals(after)) {
            throw new UserError(
                    key + " cannot change while the cluster is up (" + word(before) + " to " + word(after) + ")",
                    "run 'cluster down' with the old file first");
        }
    }

    private static String word(String value) {
        return value.isEmpty() ? "not given" : "'" + value + "'";
    }

    private void limits() {
        changed("max_workers", old.maxWorkers(), wish.maxWorkers());
        changed("upscaling_speed", old.upscalingSpeed(), wish.upscalingSpeed());
    }

    private void type(NodeTypeConfig after) {
        NodeTypeConfig before = old.types().get(after.name());
        String name = after.name() + ": ";
        if (before == null) {
            changes.add("type " + after.name() + " is new (min " + after.minWorkers() + ", max " + after.maxWorkers()
                    + ")");
            return;
        }
        changed(name + "min_workers", before.minWorkers(), after.minWorkers());
        changed(name + "max_workers", before.maxWorkers(), after.maxWorkers());
        changed(
                name + "idle timeout",
                before.idleTimeout().toSeconds() + " s",
                after.idleTimeout().toSeconds() + " s");
        changed(name + "priority", before.priority(), after.priority());
        changed(name + "resources", before.resources(), after.resources());
        changed(name + "labels", before.labels(), after.labels());
        if (!before.setupCommands().equals(after.setupCommands())
                || !before.initializationCommands().equals(after.initializationCommands())) {
            changes.add(name + "setup changed" + AGAIN);
        }
    }

    private void removedTypes() {
        for (String type : old.types().keySet()) {
            if (!wish.types().containsKey(type)) {
                changes.add("type " + type + " is gone: its nodes are drained and removed");
            }
        }
    }

    private void programs() {
        noted("environment changed", old.environment(), wish.environment());
        noted("files changed", old.files(), wish.files());
        noted("commands changed", old.commands(), wish.commands());
        hosts();
        changed("engine", old.engine().kind().wireName(), wish.engine().kind().wireName());
        changed("provider.head_port", old.provider().headPort(), wish.provider().headPort());
        if (!old.auth().equals(wish.auth())) {
            changes.add("the way hosts are reached changed");
        }
    }

    private void hosts() {
        Map<String, HostConfig> before = byName(old.provider());
        Map<String, HostConfig> after = byName(wish.provider());
        for (HostConfig host : before.values()) {
            Optional<HostConfig> now = Optional.ofNullable(after.get(host.host()));
            if (now.isEmpty()) {
                changes.add("host " + host.host()
                        + " is gone from the file: its node is drained, then nothing is left on it");
            } else {
                host(host, now.get());
            }
        }
        after.keySet().stream()
                .filter(host -> !before.containsKey(host))
                .forEach(host -> changes.add("host " + host + " is new"));
    }

    private static Map<String, HostConfig> byName(ProviderConfig provider) {
        Map<String, HostConfig> hosts = new LinkedHashMap<>();
        provider.listedHosts().orElse(List.of()).forEach(host -> hosts.put(host.host(), host));
        return hosts;
    }

    private void host(HostConfig before, HostConfig after) {
        String name = "host " + before.host() + ": ";
        if (!before.nodeType().equals(after.nodeType())) {
            changes.add(
                    name + "type: " + before.nodeType() + " to " + after.nodeType() + "; its node is drained first");
        }
        changed(name + "resources", before.resources(), after.resources());
        changed(name + "labels", before.labels(), after.labels());
        if (!way(before).equals(way(after))) {
            changes.add(name + "the way to it changed");
        }
    }

    private static List<Object> way(HostConfig host) {
        return List.of(host.user(), host.port(), host.privateKey(), host.proxyJump(), host.headProxyJump());
    }

    private void changed(String what, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(what + ": " + before + " to " + after);
        }
    }

    private void noted(String what, Object before, Object after) {
        if (!before.equals(after)) {
            changes.add(what + AGAIN);
        }
    }
}
