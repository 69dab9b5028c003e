package dev.muster.cli.json;

import dev.muster.client.KnownCluster;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code list}, described in {@code docs/json.md}. */
public final class ListJson {
    private ListJson() {}

    public static Map<String, @Nullable Object> of(List<KnownCluster> clusters) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("clusters", clusters.stream().map(ListJson::cluster).toList());
        return json;
    }

    private static Map<String, @Nullable Object> cluster(KnownCluster cluster) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", cluster.name());
        json.put("cluster_id", cluster.clusterId());
        json.put("provider", cluster.provider());
        json.put("head", cluster.head());
        json.put("file", cluster.file().map(Path::toString).orElse(null));
        json.put("last_seen", cluster.lastSeen().toString());
        return json;
    }
}
