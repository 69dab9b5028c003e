package dev.muster.client.head;

import dev.muster.core.ClusterId;
import dev.muster.launcher.FlatJson;
import java.util.Map;

/** Where a control plane listens: {@code endpoint.json} on the head's host. */
public record HeadEndpoint(
        String cluster, ClusterId clusterId, String address, int port, int protocol, String version) {
    /** Throws {@link IllegalArgumentException} where the text is not one. */
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
