package dev.muster.whole;

import dev.muster.whole.Processes.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Whether a cluster is whole: process table, the head's state and the provider's folders say the same, and each node is there once. */
record Wholeness(Sandbox sandbox, String cluster) {
    /** @return what is wrong */
    List<String> complaints(int workers) throws Exception {
        List<String> wrong = new ArrayList<>();
        List<HeadState.Node> open = sandbox.head(cluster).open();
        Set<String> keys = new TreeSet<>();
        for (HeadState.Node node : open) {
            keys.add(node.key());
            if (!node.state().equals("ready")) {
                wrong.add(node.key() + " is " + node.state());
            }
        }
        if (keys.size() != workers + 1 || !keys.contains("head")) {
            wrong.add("the head knows " + keys + ", wanted are the head and " + workers + " workers");
        }
        List<String> machines = sandbox.machines(cluster);
        if (!machines.equals(List.copyOf(keys))) {
            wrong.add("the provider has " + machines + ", the head knows " + keys);
        }
        processes(keys, wrong);
        if (wrong.isEmpty()) {
            status(keys, wrong);
        }
        return wrong;
    }

    /** The head answers, hears every daemon, and hears the one that runs: asked last, because it is a process of its own. */
    private void status(Set<String> keys, List<String> wrong) throws Exception {
        Sandbox.Ended ended = sandbox.cluster("status", "--output", "json");
        if (ended.code() != 0) {
            wrong.add("status: " + ended.err());
            return;
        }
        JsonNode status = new ObjectMapper().readTree(ended.out());
        if (!status.path("state").asString().equals("ready")) {
            wrong.add("the cluster is " + status.path("state").asString());
        }
        Set<String> shown = new TreeSet<>();
        for (JsonNode node : status.path("nodes")) {
            String key = node.path("name").asString();
            shown.add(key);
            long pid = node.path("daemon").path("pid").asLong();
            if (sandbox.processes().of(Kind.DAEMON, key).stream().noneMatch(daemon -> daemon.pid() == pid)) {
                wrong.add(key + ": the head hears the daemon " + pid + ", which does not run");
            }
        }
        if (!shown.equals(keys)) {
            wrong.add("status shows " + shown + ", the state holds " + keys);
        }
    }

    private void processes(Set<String> keys, List<String> wrong) {
        Processes now = sandbox.processes();
        for (String key : keys) {
            exactlyOne(now, Kind.DAEMON, key, wrong);
            exactlyOne(now, Kind.DAEMON_WATCHDOG, key, wrong);
        }
        exactlyOne(now, Kind.HEAD, "head", wrong);
        exactlyOne(now, Kind.HEAD_WATCHDOG, "head", wrong);
        for (Processes.One one : now.all()) {
            if (one.kind() != Kind.NAP && (one.kind() == Kind.OTHER || !keys.contains(one.node()))) {
                wrong.add("an orphan: " + one);
            }
        }
    }

    private static void exactlyOne(Processes now, Kind kind, String key, List<String> wrong) {
        int found = now.of(kind, key).size();
        if (found != 1) {
            wrong.add(key + ": " + found + " x " + kind);
        }
    }
}
