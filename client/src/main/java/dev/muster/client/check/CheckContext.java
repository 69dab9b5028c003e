package dev.muster.client.check;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.launcher.provider.CheckedHost;
import dev.muster.launcher.provider.RouteProblems;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cluster for which hosts are checked.
 *
 * @param config the cluster's config
 * @param root the root on the hosts; empty if each host uses its default
 * @param headAddress the address at which workers reach the head
 * @param routes hosts that the head cannot use because of their addresses
 * @param knownId the cluster ID that this machine has stored; empty if it knows none
 */
public record CheckContext(
        ClusterConfig config,
        Optional<String> root,
        String headAddress,
        RouteProblems routes,
        Optional<String> knownId) {
    private static final Pattern SUDO = Pattern.compile("(^|[\\s;&|(`])sudo\\s");

    /** Returns the head's TCP port from the config. */
    public int headPort() {
        return config.provider().headPort();
    }

    /** Returns the head at the given port, in the form that the check script expects. */
    String headTarget(int port) {
        return port + "/" + headAddress;
    }

    /** Returns whether a command in the config that runs on the host uses sudo. */
    boolean usesSudo(CheckedHost member) {
        Stream<String> commands = member.isHead()
                ? Stream.of(
                                config.commands().headInitialization(),
                                config.commands().headSetup(),
                                config.commands().headStart())
                        .flatMap(List::stream)
                : workerCommands(config.type(member.type()));
        return commands.anyMatch(command -> SUDO.matcher(command).find());
    }

    private Stream<String> workerCommands(NodeTypeConfig type) {
        return Stream.of(
                        type.initializationCommands(),
                        type.setupCommands(),
                        config.commands().workerStart())
                .flatMap(List::stream);
    }

    /** Returns whether the config has a conda or virtual environment. */
    boolean wantsEnvironment() {
        return config.environment().conda().isPresent()
                || config.environment().venv().isPresent();
    }
}
