package dev.muster.launcher.bootstrap;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.secret.SecretMask;
import dev.muster.launcher.Marker;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.transfer.MountSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes what a machine is to become: which node of which cluster, with which bundle, inputs and mounts.
 *
 * @param headHost the head's host as other nodes reach it; empty while nobody knows it
 */
public record NodeSpec(
        ClusterId clusterId,
        ClusterConfig config,
        Machine machine,
        NodeBundle bundle,
        ConfigInputs inputs,
        MountSource mounts,
        String headHost) {
    public NodeSpec(
            ClusterId clusterId, ClusterConfig config, Machine machine, NodeBundle bundle, ConfigInputs inputs) {
        this(clusterId, config, machine, bundle, inputs, MountSource.NONE);
    }

    /** Describes the head, which is its own head, or a worker whose head is not known. */
    public NodeSpec(
            ClusterId clusterId,
            ClusterConfig config,
            Machine machine,
            NodeBundle bundle,
            ConfigInputs inputs,
            MountSource mounts) {
        this(clusterId, config, machine, bundle, inputs, mounts, machine.key().isHead() ? machine.address() : "");
    }

    public NodeSpec withHeadHost(String host) {
        return new NodeSpec(clusterId, config, machine, bundle, inputs, mounts, host);
    }

    public Marker marker() {
        return new Marker(clusterId, machine.key());
    }

    public boolean isHead() {
        return machine.key().isHead();
    }

    List<String> initializationCommands() {
        return isHead() ? config.commands().headInitialization() : type().initializationCommands();
    }

    List<String> setupCommands() {
        return isHead() ? config.commands().headSetup() : type().setupCommands();
    }

    /** Returns how long the set-up may take. The type of a node that runs may have left the config. */
    public Duration setUpTimeout() {
        return Optional.ofNullable(config.types().get(machine.type()))
                .map(NodeTypeConfig::setUpTimeout)
                .orElse(NodeTypeConfig.DEFAULT_SET_UP_TIMEOUT);
    }

    NodeTypeConfig type() {
        return config.type(machine.type());
    }

    /**
     * Returns a mask for the secrets of the config.
     *
     * @param others further secrets; empty ones are ignored
     */
    public SecretMask mask(String... others) {
        return SecretMask.of(Stream.concat(inputs.secrets().values().stream(), Stream.of(others))
                .toList());
    }

    /** Returns a short name without the values of secrets. */
    @Override
    public String toString() {
        return "NodeSpec[" + machine.key() + " of " + config.name() + "]";
    }
}
