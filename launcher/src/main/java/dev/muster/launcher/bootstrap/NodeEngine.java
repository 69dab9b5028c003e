package dev.muster.launcher.bootstrap;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.Resources;
import dev.muster.core.Shell;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.engine.Engine;
import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineNode;
import dev.muster.engine.EngineSettings;
import dev.muster.engine.EngineStart;
import dev.muster.engine.EngineValue;
import dev.muster.engine.Engines;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How the engine of a config starts on one node, as text for its shells. */
public final class NodeEngine {
    private NodeEngine() {}

    /** Returns how the engine starts; empty if nothing runs there besides the daemon. */
    static Optional<EngineStart> start(NodeSpec spec) {
        return engine(spec.config()).start(node(spec));
    }

    private static Engine engine(ClusterConfig config) {
        return Engines.get(config.engine().name());
    }

    private static EngineNode node(NodeSpec spec) {
        return node(spec.config(), spec.clusterId(), spec.machine(), spec.headHost());
    }

    /**
     * Returns a node as its engine needs to know it.
     *
     * @param headHost the head's host as other nodes reach it, without a port
     */
    public static EngineNode node(ClusterConfig config, ClusterId cluster, Machine machine, String headHost) {
        NodeTypeConfig type = config.type(machine.type());
        Map<String, String> labels = new TreeMap<>(type.labels());
        labels.putAll(machine.labels());
        return new EngineNode(
                config.name(),
                cluster,
                machine.key(),
                type.name(),
                headHost,
                declared(config, machine),
                type.noResources(),
                labels,
                new EngineCommands(
                        config.commands().headStart(), config.commands().workerStart()),
                new EngineSettings(config.engine().settings()),
                config.environment().envVars().keySet(),
                config.commands().loginShells());
    }

    /** Returns what the file declares for the node. A machine that is a share of another one has more, which no file declares. */
    static Resources declared(NodeSpec spec) {
        return declared(spec.config(), spec.machine());
    }

    private static Resources declared(ClusterConfig config, Machine machine) {
        Resources ofType = config.type(machine.type()).resources();
        return config.provider().isOneMachine() ? ofType : ofType.overriddenBy(machine.declared());
    }

    /** Returns exports for everything that runs on the node. */
    static String session(EngineStart start, NodeSpec spec) {
        return exports(start.session(), spec);
    }

    /** Returns exports for the start commands. */
    static String variables(EngineStart start, NodeSpec spec) {
        return exports(start.start(), spec);
    }

    /** The values that the file sets win over those of the engine. */
    private static String exports(Map<String, EngineValue> values, NodeSpec spec) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values).forEach((name, value) -> {
            if (!spec.config().environment().envVars().containsKey(name)) {
                text.append("export ")
                        .append(name)
                        .append('=')
                        .append(word(value, spec))
                        .append('\n');
            }
        });
        return text.toString();
    }

    /** Returns a value as a word for a shell. {@code $MUSTER_ENGINE} and {@code $MUSTER_ENGINE_SCRATCH} are set there. */
    static String word(EngineValue value, NodeSpec spec) {
        return switch (value) {
            case EngineValue.Text(String text) -> Shell.quote(text);
            case EngineValue.InFolder(String name) -> "\"$MUSTER_ENGINE\"" + below(name);
            case EngineValue.InScratch(String name) -> "\"$MUSTER_ENGINE_SCRATCH\"" + below(name);
            case EngineValue.OwnAddress() -> Shell.quote(spec.machine().address());
        };
    }

    private static String below(String name) {
        return name.isEmpty() ? "" : Shell.quote("/" + name);
    }
}
