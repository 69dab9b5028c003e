package dev.muster.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The documented shape of {@code status --output json}: others build on it. */
final class StatusContract {
    private static final Set<String> NODE_STATES =
            Set.of("requested", "starting", "ready", "draining", "drained", "stopping", "lost", "failed");
    private static final Set<String> CLUSTER_STATES = Set.of("starting", "ready", "degraded", "stopping", "down");

    private final List<String> wrong = new ArrayList<>();

    private StatusContract() {}

    static List<String> complaints(JsonNode status) {
        StatusContract contract = new StatusContract();
        contract.cluster(status);
        return contract.wrong;
    }

    private void cluster(JsonNode status) {
        field(status, "schema_version", JsonNode::isInt);
        field(status, "cluster", JsonNode::isString);
        field(status, "cluster_id", JsonNode::isString);
        field(status, "state", oneOf(CLUSTER_STATES));
        field(status, "provider", JsonNode::isString);
        field(status, "engine", JsonNode::isString);
        field(status, "head", JsonNode::isString);
        field(status, "nodes", JsonNode::isArray);
        field(status, "types", JsonNode::isArray);
        field(status, "pool", JsonNode::isArray);
        field(status, "demand", JsonNode::isArray);
        totals(status);
        status.path("nodes").forEach(this::node);
        status.path("types").forEach(this::type);
        status.path("demand").forEach(this::demand);
    }

    private void node(JsonNode node) {
        for (String text : List.of("name", "role", "type", "host", "address", "since", "reason", "last_error")) {
            field(node, text, JsonNode::isString);
        }
        field(node, "state", oneOf(NODE_STATES));
        field(node, "idle_seconds", value -> value.isNull() || value.isNumber());
        field(node, "labels", JsonNode::isObject);
        totals(node);
        JsonNode use = node.path("use");
        for (String number : List.of("cpu", "load1", "memory", "disk")) {
            field(use, number, JsonNode::isNumber);
        }
        field(use, "gpus", JsonNode::isArray);
        JsonNode daemon = node.path("daemon");
        field(daemon, "pid", JsonNode::isNumber);
        field(daemon, "version", JsonNode::isString);
        field(daemon, "incarnation", JsonNode::isString);
    }

    private void type(JsonNode type) {
        field(type, "name", JsonNode::isString);
        for (String number : List.of("min", "max", "ready", "starting", "failed")) {
            field(type, number, JsonNode::isInt);
        }
    }

    private void demand(JsonNode demand) {
        field(demand, "resources", JsonNode::isObject);
        field(demand, "count", JsonNode::isInt);
    }

    private void totals(JsonNode holder) {
        JsonNode resources = holder.path("resources");
        field(resources, "total", JsonNode::isObject);
        field(resources, "available", JsonNode::isObject);
    }

    private static Predicate<JsonNode> oneOf(Set<String> words) {
        return value -> value.isString() && words.contains(value.asString());
    }

    private void field(JsonNode holder, String name, Predicate<JsonNode> isRight) {
        if (!holder.has(name) || !isRight.test(holder.get(name))) {
            wrong.add(name + " is " + holder.path(name) + " in " + holder);
        }
    }
}
