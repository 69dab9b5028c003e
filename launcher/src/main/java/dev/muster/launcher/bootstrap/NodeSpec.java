package dev.muster.launcher.bootstrap;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.launcher.Marker;
import dev.muster.launcher.bundle.Bundle;
import java.util.List;
import java.util.Map;

/**
 * What a machine is to become.
 *
 * @param secrets values of the config's {@code from_env} variables, by variable
 */
public record NodeSpec(
        ClusterId clusterId, ClusterConfig config, Machine machine, Bundle bundle, Map<String, String> secrets) {
    public NodeSpec {
        secrets = Map.copyOf(secrets);
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

    private NodeTypeConfig type() {
        return config.type(machine.type());
    }

    /** Without the secrets' values. */
    @Override
    public String toString() {
        return "NodeSpec[" + machine.key() + " of " + config.name() + "]";
    }
}
