package dev.muster.whole;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Ray on hosts of the lab: on each host that has it, {@code ray} is on the PATH. */
final class LabRay {
    private static final Duration LIMIT = Duration.ofSeconds(150);
    private static final String NODES = """
            import json, ray
            ray.init(address="auto", logging_level="ERROR", log_to_driver=False)
            alive = [node for node in ray.nodes() if node["Alive"]]
            print(json.dumps({
                "cluster": ray._private.worker.global_worker.node.cluster_id.hex(),
                "nodes": {node["NodeManagerAddress"]: node["NodeID"] for node in alive}, "alive": len(alive)}))
            """;

    private final Lab lab;
    private final Sandbox sandbox;
    private final Path environment;

    private LabRay(Lab lab, Sandbox sandbox, Path environment) {
        this.lab = lab;
        this.sandbox = sandbox;
        this.environment = environment;
    }

    /** Skips the test where there is no environment with Ray, or fails with {@code MUSTER_LAB_REQUIRED=1}. */
    static LabRay required(Lab lab, Sandbox sandbox) throws IOException {
        String folder = System.getenv("MUSTER_RAY");
        if (folder == null && "1".equals(System.getenv("MUSTER_LAB_REQUIRED"))) {
            fail("MUSTER_LAB_REQUIRED=1, and MUSTER_RAY names no virtual environment with ray[default]==2.60.0");
        }
        assumeTrue(folder != null, "MUSTER_RAY names no virtual environment with ray[default]==2.60.0");
        return new LabRay(lab, sandbox, Path.of(folder));
    }

    /** Puts Ray on the PATH of these hosts. */
    void install(int... hosts) throws Exception {
        for (int host : hosts) {
            link(environment, host);
        }
    }

    void link(Path folder, int host) throws Exception {
        lab.on(host, "ln -sf '" + folder.resolve("bin/ray") + "' /usr/local/bin/ray");
    }

    void uninstall(int... hosts) throws Exception {
        for (int host : hosts) {
            lab.on(host, "rm -f /usr/local/bin/ray");
        }
    }

    Path environment() {
        return environment;
    }

    Path python() {
        return environment.resolve("bin/python");
    }

    /** Runs a program on the head that uses Ray, and returns what it printed last. */
    String run(String program) throws Exception {
        return sandbox.cluster("exec", "--", python().toString(), "-c", program)
                .expect(0)
                .out()
                .lines()
                .filter(line -> !line.isBlank())
                .reduce("", (_, line) -> line);
    }

    /** @return the cluster's id in Ray, and Ray's ids of its live nodes by address */
    JsonNode view() throws Exception {
        return new ObjectMapper().readTree(run(NODES));
    }

    /** Waits until Ray has one living node on each of these hosts: it takes some seconds to see that an ended one is dead. */
    void awaitNodes(int... hosts) throws Exception {
        List<String> wanted =
                Arrays.stream(hosts).mapToObj(lab::address).sorted().toList();
        Patience.untilTrue("Ray has these nodes: " + wanted, LIMIT, () -> {
            Sandbox.Ended ended = sandbox.cluster("exec", "--", python().toString(), "-c", NODES);
            return ended.code() == 0 && addresses(ended.out()).equals(wanted);
        });
    }

    /** Returns the hosts with a living node; none while a host has two. */
    private static List<String> addresses(String out) {
        JsonNode view = new ObjectMapper().readTree(out.lines().reduce("", (_, line) -> line));
        List<String> hosts =
                view.path("nodes").propertyNames().stream().sorted().toList();
        return view.path("alive").asInt() == hosts.size() ? hosts : List.of();
    }
}
