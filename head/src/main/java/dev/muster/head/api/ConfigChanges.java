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
import java.util.Set;
import java.util.TreeSet;

/** Describes what a new config changes in a running cluster. Fails if it changes something that cannot change while the cluster is up. */
final class ConfigChanges {
    private static final String AGAIN = ": workers are set up again in batches, each when nothing runs on it";

    private final ClusterConfig old;
    private final ClusterConfig next;
    private final List<String> changes = new ArrayList<>();

    private ConfigChanges(ClusterConfig old, ClusterConfig next) {
        this.old = old;
        this.next = next;
    }

    /**
     * Returns one line for each change.
     *
     * @throws UserError if the new config changes a setting that cannot change while the cluster is up
     */
    static List<String> between(ClusterConfig old, ClusterConfig next) {
        ConfigChanges comparison = new ConfigChanges(old, next);
        comparison.checkUnchangeable();
        comparison.limits();
        next.types().values().forEach(comparison::type);
        comparison.removedTypes();
        comparison.programs();
        return List.copyOf(comparison.changes);
    }

    private void checkUnchangeable() {
        same("cluster_name", old.name(), next.name());
        same("provider.type", old.provider().type(), next.provider().type());
        same(
                "provider.state_dir",
                old.provider().stateDir().orElse(""),
                next.provider().stateDir().orElse(""));
        same("auth.ssh_user", old.auth().user().orElse(""), next.auth().user().orElse(""));
        same("head_node_type", old.headType(), next.headType());
        same("provider.head_ip", old.provider().headHost(), next.provider().headHost());
    }

    private static void same(String key, String before, String after) {
        if (!before.equals(after)) {
            throw new UserError(
                    key + " cannot change while the cluster is up: it is " + quote(before) + " and would be "
                            + quote(after),
                    "run 'cluster down' with the old file, then 'cluster up' with the new one");
        }
    }

    private static String quote(String value) {
        return value.isEmpty() ? "not set" : "'" + value + "'";
    }

    private void limits() {
        changed("max_workers", old.maxWorkers(), next.maxWorkers());
        changed("upscaling_speed", old.upscalingSpeed(), next.upscalingSpeed());
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
        changed(
                name + "set-up timeout",
                before.setUpTimeout().toSeconds() + " s",
                after.setUpTimeout().toSeconds() + " s");
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
            if (!next.types().containsKey(type)) {
                changes.add("type " + type + " was removed: its nodes are drained and removed");
            }
        }
    }

    private void programs() {
        note("environment changed", old.environment(), next.environment());
        note("files changed", old.files(), next.files());
        note("commands changed", old.commands(), next.commands());
        hosts();
        changed("engine", old.engine().name(), next.engine().name());
        engineSettings();
        changed("provider.head_port", old.provider().headPort(), next.provider().headPort());
        if (!old.auth().equals(next.auth())) {
            changes.add("the SSH settings in 'auth' changed");
        }
    }

    private void engineSettings() {
        changed("enforce", old.engine().enforced(), next.engine().enforced());
        Set<String> keys = new TreeSet<>(old.engine().settings().keySet());
        keys.addAll(next.engine().settings().keySet());
        for (String key : keys) {
            changed(key, setting(old, key), setting(next, key));
        }
    }

    private static String setting(ClusterConfig config, String key) {
        return config.engine().settings().getOrDefault(key, "unset");
    }

    private void hosts() {
        Map<String, HostConfig> before = byName(old.provider());
        Map<String, HostConfig> after = byName(next.provider());
        for (HostConfig host : before.values()) {
            Optional<HostConfig> now = Optional.ofNullable(after.get(host.host()));
            if (now.isEmpty()) {
                changes.add("host " + host.host() + " was removed: its node is drained, then the host is cleaned");
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
        if (!sshSettings(before).equals(sshSettings(after))) {
            changes.add(name + "its SSH settings changed");
        }
    }

    private static List<Object> sshSettings(HostConfig host) {
        return List.of(host.user(), host.port(), host.privateKey(), host.proxyJump(), host.headProxyJump());
    }

    private void changed(String name, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(name + ": " + before + " to " + after);
        }
    }

    private void note(String name, Object before, Object after) {
        if (!before.equals(after)) {
            changes.add(name + AGAIN);
        }
    }
}
