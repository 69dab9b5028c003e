package dev.muster.engine.ray.start;

import dev.muster.engine.EngineNode;
import dev.muster.engine.EngineValue;
import dev.muster.engine.EngineValue.InFolder;
import dev.muster.engine.EngineValue.OwnAddress;
import dev.muster.engine.EngineValue.Text;
import java.util.Map;
import java.util.TreeMap;

/** The variables of Ray on one node. What the file sets in {@code environment.env_vars} is left out, so that the file's values count. */
final class RayVariables {
    /** The address that {@code ray start} gives the node. */
    static final String OWN_ADDRESS = "MUSTER_ENGINE_ADDRESS";

    static final String SECRET = "auth_token";

    private final EngineNode node;
    private final Map<String, EngineValue> variables = new TreeMap<>();

    private RayVariables(EngineNode node) {
        this.node = node;
    }

    /** Returns whether Muster makes the token: not if the file says itself how Ray authenticates. */
    static boolean makesToken(EngineNode node) {
        return node.variables().stream()
                .noneMatch(name -> name.equals("RAY_AUTH_MODE")
                        || name.equals("RAY_AUTH_TOKEN")
                        || name.equals("RAY_AUTH_TOKEN_PATH"));
    }

    /** Returns the variables of everything that runs on the node. */
    static Map<String, EngineValue> session(EngineNode node, RayPorts ports) {
        RayVariables session = new RayVariables(node);
        session.text("RAY_ADDRESS", address(node.headAddress()) + ":" + ports.gcs());
        if (makesToken(node)) {
            session.text("RAY_AUTH_MODE", "token");
            session.put("RAY_AUTH_TOKEN_PATH", new InFolder(SECRET));
        }
        return session.variables;
    }

    /** Returns the variables of the start commands alone. */
    static Map<String, EngineValue> start(EngineNode node) {
        RayVariables start = new RayVariables(node);
        start.put(OWN_ADDRESS, new OwnAddress());
        start.text("RAY_HEAD_IP", address(node.headAddress()));
        start.text("RAY_CLOUD_INSTANCE_ID", node.key().value());
        start.text("RAY_NODE_TYPE_NAME", node.type());
        start.text("RAY_CLOUD_INSTANCE_TYPE_NAME", node.type());
        start.text("RAY_USAGE_STATS_ENABLED", "0");
        // Muster drains nodes before it ends them.
        start.text("RAY_GRACEFUL_SHUTDOWN_DRAIN_TIMEOUT_S", "0");
        start.declared();
        if (node.isHead()) {
            start.text("RAY_enable_autoscaler_v2", "1");
            start.headState(HeadState.of(node.settings()).orElseThrow());
        }
        return start.variables;
    }

    private void declared() {
        String resources = JsonObject.resources(node.declared(), node.hidden());
        if (!resources.equals("{}")) {
            text("RAY_OVERRIDE_RESOURCES", resources);
        }
        if (!node.labels().isEmpty()) {
            text("RAY_OVERRIDE_LABELS", JsonObject.texts(node.labels()));
        }
    }

    private void headState(HeadState state) {
        switch (state) {
            case HeadState.Memory memory -> {}
            case HeadState.RocksDb rocksDb -> {
                text("RAY_gcs_storage", "rocksdb");
                put("RAY_gcs_storage_path", new InFolder("gcs"));
            }
            case HeadState.Redis redis -> text("RAY_REDIS_ADDRESS", redis.address());
        }
    }

    private void text(String name, String value) {
        put(name, new Text(value));
    }

    private void put(String name, EngineValue value) {
        if (!node.variables().contains(name)) {
            variables.put(name, value);
        }
    }

    /** An IPv6 address needs brackets before a port. */
    private static String address(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
