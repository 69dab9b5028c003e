package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A file as in Ray's documentation for clusters on premises, from {@code up} to {@code down}, beside a Ray that somebody started by hand. */
@Tag("whole")
class RayLabTest {
    private static final int HEAD = 1;
    private static final List<Integer> WORKERS = List.of(2, 3, 5, 6);
    private static final int OTHER_RAY = 6;
    private static final String OTHER_FOLDER = "/tmp/other";
    private static final String PROBED = "alive: lab1 lab2 lab3 lab5 lab6\n";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private RayHosts ray;
    private Sandbox sandbox;
    private Path probe;
    private long since;

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        ray = RayHosts.of(lab);
        sandbox = new Sandbox(folder);
        probe = RayHosts.program("probe.py", folder);
        for (int host : hostNumbers()) {
            ray.install(host);
        }
        since = System.nanoTime();
    }

    /** Also where the test failed half way: the next one gets clean hosts. */
    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox == null) {
            return;
        }
        sandbox.cluster("down", "-y", "--force");
        sandbox.close();
        lab.on(OTHER_RAY, "pkill -KILL -f '[/]" + OTHER_FOLDER.substring(1) + "|ray[:]:|ray[.]util[.]' || true");
        lab.on(OTHER_RAY, "rm -rf " + OTHER_FOLDER);
        for (int host : hostNumbers()) {
            ray.remove(host);
        }
    }

    @Test
    void aFileOfRaysDocumentationComesUpUnmodifiedAndLeavesNothing() throws Exception {
        timed("a Ray by hand", this::anotherRayRuns);
        List<HostTraces> before = traces();
        sandbox.config(documented());
        timed("up", this::upStartsRayOnEveryHost);
        timed("exec", () -> assertThat(exec()).endsWith(PROBED));
        timed("secrets", this::secretsAreWhereTheyMustBe);
        timed("submit", this::submitFindsTheCluster);
        timed("job", this::jobsRunOnTheCluster);
        timed("dashboard", this::theDashboardIsForwarded);
        timed("attach", this::anAttachedShellFindsTheCluster);
        timed("plain login", () -> assertThat(plainLogin()).endsWith(PROBED));
        timed("down", () -> sandbox.cluster("down", "-y").expect(0));
        timed("traces", () -> nothingIsLeft(before));
    }

    private interface Step {
        void run() throws Exception;
    }

    private void timed(String step, Step body) throws Exception {
        body.run();
        long now = System.nanoTime();
        System.out.printf("  %s: %.1f s%n", step, (now - since) / 1e9);
        since = now;
    }

    private static List<Integer> hostNumbers() {
        return IntStream.concat(IntStream.of(HEAD), WORKERS.stream().mapToInt(Integer::intValue))
                .boxed()
                .toList();
    }

    private List<HostTraces> traces() throws IOException {
        List<HostTraces> all = new ArrayList<>();
        for (int host : hostNumbers()) {
            all.add(lab.traces(host));
        }
        return all;
    }

    /** All of its keys are in Ray's own example; nothing in it was written for Muster. */
    private String documented() {
        String workers = String.join(", ", WORKERS.stream().map(lab::address).toList());
        return """
                cluster_name: default
                provider:
                    type: local
                    head_ip: %s
                    worker_ips: [%s]
                auth:
                    ssh_user: root
                    ssh_private_key: %s
                min_workers: 4
                max_workers: 4
                upscaling_speed: 1.0
                idle_timeout_minutes: 5
                file_mounts: {}
                cluster_synced_files: []
                file_mounts_sync_continuously: False
                rsync_exclude:
                    - "**/.git"
                    - "**/.git/**"
                rsync_filter:
                    - ".gitignore"
                initialization_commands: []
                setup_commands: []
                head_setup_commands: []
                worker_setup_commands: []
                head_start_ray_commands:
                    - ray stop
                    - ulimit -c unlimited && ray start --head --port=6379 --autoscaling-config=~/ray_bootstrap_config.yaml
                worker_start_ray_commands:
                    - ray stop
                    - ray start --address=$RAY_HEAD_IP:6379
                """.formatted(lab.address(HEAD), workers, lab.key());
    }

    private void anotherRayRuns() throws Exception {
        lab.ssh(
                OTHER_RAY,
                "RAY_USAGE_STATS_ENABLED=0 RAY_AUTH_MODE=disabled setsid " + ray.ray()
                        + " start --head --port=6400 --include-dashboard=false --ray-client-server-port=20001"
                        + " --min-worker-port=30002 --max-worker-port=30099 --dashboard-agent-listen-port=30100 --num-cpus=1"
                        + " --temp-dir=" + OTHER_FOLDER + " </dev/null >/dev/null 2>&1");
        assertThat(otherRayIsAlive()).isTrue();
    }

    private boolean otherRayIsAlive() throws IOException {
        return lab.processes(OTHER_RAY).stream()
                        .filter(line -> line.contains(OTHER_FOLDER))
                        .filter(line -> line.contains("/gcs_server ") || line.contains("/raylet "))
                        .count()
                == 2;
    }

    private void upStartsRayOnEveryHost() throws Exception {
        sandbox.cluster("up", "-y").expect(0);
    }

    private String exec() throws Exception {
        lab.on(HEAD, "cat >/root/probe.py <<'END'\n" + Files.readString(probe) + "END");
        return sandbox.cluster("exec", "python probe.py").expect(0).out();
    }

    private void submitFindsTheCluster() throws Exception {
        assertThat(sandbox.cluster("submit", probe.toString()).expect(0).out()).endsWith(PROBED);
    }

    private void jobsRunOnTheCluster() throws Exception {
        Path work = Files.createDirectories(folder.resolve("work"));
        Files.copy(probe, work.resolve("probe.py"));
        Sandbox.Ended job = sandbox.cluster(
                "job",
                "submit",
                "--working-dir",
                work.toString(),
                "--submission-id",
                "probe",
                "--",
                "python",
                "probe.py");
        assertThat(job.expect(0).out()).contains(PROBED);
        assertThat(sandbox.cluster("job", "status", "probe").expect(0).out()).contains("succeeded");
        assertThat(sandbox.cluster("job", "logs", "probe").expect(0).out()).contains(PROBED);
        assertThat(sandbox.cluster("job", "submit", "--", "exit 3").code()).isEqualTo(3);
    }

    private void theDashboardIsForwarded() throws Exception {
        Sandbox.Running dashboard = sandbox.begin("dashboard", "--no-browser");
        Pattern address = Pattern.compile("http://(127\\.0\\.0\\.1|localhost):\\d+");
        Patience.untilTrue(
                "it prints its address",
                SOON,
                () -> address.matcher(dashboard.out() + dashboard.err()).find());
        Matcher found = address.matcher(dashboard.out() + dashboard.err());
        assertThat(found.find()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(found.group() + "/api/version"))
                .header(
                        "Authorization",
                        "Bearer " + lab.on(HEAD, "cat ~/.ray/auth_token").strip())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("\"ray_version\": \"2.");
        }
        dashboard.signal("INT");
        assertThat(dashboard.await().code()).isZero();
    }

    private void anAttachedShellFindsTheCluster() throws Exception {
        Play play = Play.of(
                folder,
                "attach",
                "expect #\ntype unset HISTFILE\\r\ntype python probe.py\\r\nexpect " + PROBED + "type exit 7\\r\n");
        Sandbox.Ended ended = sandbox.under(play.program(), "attach");
        assertThat(ended.out() + ended.err()).isEqualTo("code 7, " + Play.RESTORED);
    }

    private String plainLogin() throws Exception {
        return lab.ssh(HEAD, ray.python() + " probe.py 2>/dev/null");
    }

    private void secretsAreWhereTheyMustBe() throws Exception {
        String token = lab.on(HEAD, "cat ~/.ray/auth_token").strip();
        assertThat(token).hasSizeGreaterThan(31);
        String key = Files.readAllLines(lab.key()).get(2);
        for (int host : hostNumbers()) {
            assertThat(lab.on(host, "ls -d /tmp/ray 2>&1 || true")).contains("No such file");
            assertThat(containing(host, key))
                    .as("the operator's key on host %d", host)
                    .isEmpty();
            assertThat(containing(host, token))
                    .allSatisfy(file -> assertThat(file).matches("600 .*/(auth_token|control/engine-secret)"));
            assertThat(lab.on(host, "grep -lsF -e " + token + " /proc/[0-9]*/environ || true"))
                    .as("the token in environments on host %d", host)
                    .isEmpty();
            assertThat(lab.processes(host)).noneMatch(line -> line.contains(token));
            assertThat(lab.on(host, "stat -c %a ~/.muster/.s/*").lines()).containsOnly("700");
        }
        assertThat(lab.on(HEAD, "stat -c %a ~/.ray ~/.ray/auth_token").lines()).containsExactly("700", "600");
    }

    /** @return mode and path of each file in the homes and temporary folders of the host */
    private List<String> containing(int host, String text) throws Exception {
        return lab.on(host, "grep -rlsF -D skip -e '" + text + "' /root /tmp /var/tmp | xargs -r stat -c '%a %n'")
                .lines()
                .toList();
    }

    private void nothingIsLeft(List<HostTraces> before) throws Exception {
        // The file turns core dumps on, and a process of Ray that loses another one may abort.
        lab.on(HEAD, "rm -f /root/probe.py /root/core");
        Pattern others = Pattern.compile("host " + OTHER_RAY + ": (" + OTHER_FOLDER + "/|processes ).*");
        Patience.until("nothing is left", SOON, () -> {
            List<String> wrong = new ArrayList<>();
            for (HostTraces then : before) {
                wrong.addAll(lab.traces(then.host()).differences(then));
            }
            wrong.removeIf(line -> others.matcher(line).matches());
            return wrong;
        });
        assertThat(lab.processes(OTHER_RAY))
                .noneMatch(line -> line.contains(".muster") || line.contains(":6379"))
                .filteredOn(line -> line.contains(OTHER_FOLDER))
                .isNotEmpty();
        assertThat(otherRayIsAlive()).isTrue();
    }
}
