package dev.muster.config.types;

import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.DeclaredResources;
import dev.muster.config.section.Labels;
import dev.muster.core.config.NodeTypeConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the node types, including the settings that they inherit from the cluster. */
public final class NodeTypesReader {
    private static final String SET_UP_TIMEOUT = "setup_timeout_minutes";

    private final ConfigSection top;
    private final TypeNames names;
    private final TypeLimits limits;
    private final Duration idleTimeout;

    public NodeTypesReader(ConfigSection top, TypeNames names, TypeLimits limits, Duration idleTimeout) {
        this.top = top;
        this.names = names;
        this.limits = limits;
        this.idleTimeout = idleTimeout;
    }

    /** Returns the types by name, in the order of the file. */
    public Map<String, NodeTypeConfig> read() {
        Map<String, NodeTypeConfig> types = new LinkedHashMap<>();
        names.all().forEach(name -> types.put(name, type(name)));
        limits.checkSum(
                types.values().stream().mapToInt(NodeTypeConfig::minWorkers).sum());
        return types;
    }

    private NodeTypeConfig type(String name) {
        ConfigSection section = top.section("available_node_types").section(name);
        DeclaredResources resources = DeclaredResources.read(section.section("resources"));
        int max = limits.max(name);
        int min = limits.min(name);
        if (name.equals(names.head()) && max == 0) {
            warnOfUnusedCommands(section);
        }
        return new NodeTypeConfig(
                name,
                min,
                Math.max(min, max),
                resources.amounts(),
                resources.none(),
                Labels.read(section),
                section.number("idle_timeout_s").map(NodeTypesReader::seconds).orElse(idleTimeout),
                setUpTimeout(section),
                section.whole("priority").orElse(0),
                section.texts("initialization_commands")
                        .orElseGet(() -> top.texts("initialization_commands").orElse(List.of())),
                section.texts("worker_setup_commands").orElseGet(this::clusterSetup));
    }

    private Duration setUpTimeout(ConfigSection type) {
        return setUpTimeoutIn(type).or(() -> setUpTimeoutIn(top)).orElse(NodeTypeConfig.DEFAULT_SET_UP_TIMEOUT);
    }

    private static Optional<Duration> setUpTimeoutIn(ConfigSection section) {
        Optional<Duration> timeout =
                section.number(SET_UP_TIMEOUT).map(minutes -> seconds(minutes.multiply(BigDecimal.valueOf(60))));
        if (timeout.filter(Duration::isZero).isPresent()) {
            section.error(SET_UP_TIMEOUT, "must be more than 0: every set-up would be ended at once");
        }
        return timeout;
    }

    private void warnOfUnusedCommands(ConfigSection head) {
        for (String key : List.of("initialization_commands", "worker_setup_commands")) {
            if (head.given(key)) {
                head.warning(
                        key, "has no effect: this type has no workers", "the head runs the commands at the top level");
            }
        }
    }

    private List<String> clusterSetup() {
        List<String> all = new ArrayList<>(top.texts("setup_commands").orElse(List.of()));
        all.addAll(top.texts("worker_setup_commands").orElse(List.of()));
        return all;
    }

    /** Rounds to the millisecond. */
    public static Duration seconds(BigDecimal seconds) {
        return Duration.ofMillis(
                seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValue());
    }
}
