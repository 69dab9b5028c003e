package dev.muster.client.check;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.launcher.provider.CheckedHost;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is checked for.
 *
 * @param root of Muster's on the hosts, where it is given; otherwise each host has its own
 * @param headAddress where workers reach the head
 * @param knownId of the cluster as this machine remembers it
 */
public record CheckContext(ClusterConfig config, Optional<String> root, String headAddress, Optional<String> knownId) {
    private static final Pattern SUDO = Pattern.compile("(^|[\\s;&|(`])sudo\\s");

    public int headPort() {
        return config.provider().headPort();
    }

    /** What the script has to reach, as its variable. */
    String headTarget(int port) {
        return port + "/" + headAddress;
    }

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

    boolean wantsEnvironment() {
        return config.environment().conda().isPresent()
                || config.environment().venv().isPresent();
    }
}
