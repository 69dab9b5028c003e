package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Work in Ray brings workers from none, keeps those that it needs, and lets the others go. The program checks itself; it prints a line after each step. */
@Tag("whole")
class RayScalingLabTest {
    private static final int HEAD = 1;
    private static final int LICENSED = 8;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration PROGRAM = Duration.ofMinutes(6);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private RayHosts ray;
    private Sandbox sandbox;

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        ray = RayHosts.of(lab);
        sandbox = new Sandbox(Files.createDirectory(folder.resolve("sandbox")));
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox != null) {
            sandbox.cluster("down", "-y", "--force");
            sandbox.close();
        }
    }

    @Test
    void workBringsJustTheWorkersThatItNeedsAndTheyLeaveWhenIdle() throws Exception {
        sandbox.config(config());
        sandbox.cluster("up", "-y").expect(0);
        assertThat(sandbox.status().path("nodes").size()).isOne();

        Sandbox.Running running =
                sandbox.begin("submit", RayHosts.program("scaling.py", folder).toString());
        Patience.untilTrue("the program ends", PROGRAM, () -> !running.isAlive());
        Sandbox.Ended program = running.await().expect(0);

        assertThat(steps(program.out()))
                .containsExactly(
                        "submitted",
                        "results from 3 of 3 workers",
                        "object kept",
                        "none left",
                        "placed",
                        "gang on 3 workers",
                        "requested workers kept",
                        "actor kept",
                        "none left at the end");
        assertThat(left(program.out())).isNotEmpty().allMatch(line -> line.startsWith("left: AUTOSCALER_DRAIN_IDLE "));
        assertThat(program.out() + program.err())
                .containsPattern("\\(autoscaler \\+[^)]*\\).*Adding [0-9] nodes? of type worker")
                .containsPattern("\\(autoscaler \\+[^)]*\\).*Removing worker-");
        printSeconds(program.out());
        Patience.untilTrue(
                "only the head is left",
                SOON,
                () -> sandbox.status().path("nodes").size() == 1);
    }

    private String config() {
        return """
                cluster_name: scaling
                provider:
                  type: local
                  head_ip: %s
                  worker_ips:
                    - {host: "%s", node_type: worker}
                    - {host: "%s", node_type: worker}
                    - {host: "%s", node_type: worker}
                    - {host: "%s", node_type: licensed}
                max_workers: 4
                idle_timeout_minutes: 0.05
                environment: {venv: %s}
                head_node_type: head
                available_node_types:
                  head: {resources: {CPU: 0}}
                  worker: {resources: {CPU: 6}, labels: {rack: a}}
                  licensed: {resources: {CPU: 6, licence: 1}, labels: {rack: b}, priority: -1}
                engine: ray
                auth: {ssh_user: root, ssh_private_key: "%s"}
                """.formatted(
                        lab.address(HEAD),
                        lab.address(5),
                        lab.address(6),
                        lab.address(7),
                        lab.address(LICENSED),
                        ray.environment(),
                        lab.key());
    }

    private static List<String> steps(String out) {
        return out.lines()
                .filter(line -> line.startsWith("step "))
                .map(line -> line.split(" ", 3)[2])
                .toList();
    }

    private static List<String> left(String out) {
        return out.lines().filter(line -> line.startsWith("left: ")).toList();
    }

    private void printSeconds(String out) throws Exception {
        Instant submitted = at(out, "submitted");
        Instant launched = submitted;
        for (String line : sandbox.cluster("monitor", "--no-follow", "--lines", "1000", "--output", "json")
                .expect(0)
                .out()
                .lines()
                .toList()) {
            JsonNode event = new ObjectMapper().readTree(line);
            Instant time = Instant.parse(event.path("at").asString());
            if (event.path("state").asString().equals("launch")
                    && launched.equals(submitted)
                    && time.isAfter(submitted)) {
                launched = time;
            }
        }
        System.out.printf(
                "  from submit to the first launch %.2f s, to all results %.1f s%n",
                Duration.between(submitted, launched).toMillis() / 1e3,
                Duration.between(submitted, at(out, "results")).toMillis() / 1e3);
    }

    private static Instant at(String out, String step) {
        Matcher line =
                Pattern.compile("(?m)^step ([0-9]+)\\.([0-9]{3}) " + step).matcher(out);
        assertThat(line.find()).as(step).isTrue();
        return Instant.ofEpochMilli(Long.parseLong(line.group(1) + line.group(2)));
    }
}
