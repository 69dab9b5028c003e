package dev.muster.client.head;

import dev.muster.core.ClusterId;
import dev.muster.launcher.FlatJson;
import java.util.Map;

/**
 * Where a control plane listens, from {@code endpoint.json} on the head's host.
 *
 * @param cluster the cluster's name
 * @param clusterId the cluster's ID
 * @param address the address at which workers reach the head
 * @param port the TCP port
 * @param protocol the version of the protocol
 * @param version the head's version of Muster
 */
public record HeadEndpoint(
        String cluster, ClusterId clusterId, String address, int port, int protocol, String version) {
    /** Parses the file's content. Throws {@link IllegalArgumentException} if it is not valid. */
    public static HeadEndpoint parse(String json) {
        Map<String, String> values = FlatJson.parse(json);
        return new HeadEndpoint(
                value(values, "cluster"),
                new ClusterId(value(values, "cluster_id")),
                value(values, "address"),
                Integer.parseInt(value(values, "port")),
                Integer.parseInt(value(values, "protocol")),
                value(values, "version"));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the head's endpoint.json has no '" + name + "'");
        }
        return value;
    }
}
