package dev.muster.cli.command;

import dev.muster.core.failure.UserError;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The config files that {@code init} writes: short, valid, and with useful further keys as comments. */
final class InitFile {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9@._:\\[\\],-]{1,255}");

    private InitFile() {}

    /** @param name a valid cluster name */
    static String forThisMachine(String name) {
        return """
                # Every node is a group of processes on this machine. Use it to try things out.
                cluster_name: %s
                provider:
                  type: process
                available_node_types:
                  head:
                    node_config: {}
                    resources: {CPU: 1}
                  worker:
                    node_config: {}
                    resources: {CPU: 1}
                    min_workers: 2
                    max_workers: 4
                head_node_type: head
                max_workers: 4
                idle_timeout_minutes: 5
                """.formatted(name);
    }

    /** Throws {@code UserError} for a text that cannot be a host name or a range of hosts. */
    static String forHosts(List<String> hosts) {
        for (String host : hosts) {
            if (!HOST.matcher(host).matches()) {
                throw new UserError("'" + host + "' is not a host name", "example: cluster init --hosts vm1,'vm[2-8]'");
            }
        }
        String list = hosts.stream().map(host -> "  - \"" + host + "\"\n").collect(Collectors.joining());
        return """
                # The first host is the head. User, port, key and jump host come from ~/.ssh/config.
                hosts:
                """ + list + """
                # environment: {conda: automl}
                # setup_commands:
                #   - pip install --user numpy
                """;
    }
}
