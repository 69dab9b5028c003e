package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.console.StopSignal;
import dev.muster.cli.json.Json;
import dev.muster.client.KnownCluster;
import dev.muster.client.UpReport;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.Problem;
import dev.muster.core.control.Explanation;
import dev.muster.core.event.Event;
import dev.muster.core.failure.InvalidConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/json.md lists exactly the members that each command prints, and stdout holds nothing but JSON. */
class JsonDocumentTest extends CommandTest {
    private final Map<String, Set<String>> documented = JsonMembers.documented(read());

    @BeforeEach
    void prepareAnswersInWhichNoListIsEmpty() {
        clusters().addNode("head", "head", "vm1", NodeState.READY).out = "a line\n";
        clusters().addNode("cpu-1", "cpu", "vm2", NodeState.READY);
        clusters()
                .events
                .add(Event.of(FakeTime.NOW, Event.Kind.NODE, new NodeKey("cpu-1"), "ready", "")
                        .withDetails(Map.of("seconds", "1")));
        clusters().control.explanations =
                List.of(Explanation.summary("cpu-1", "because", List.of(Explanation.Fact.now("idle", "idle for 3 s"))));
        clusters().control.past.addAll(clusters().events);
        clusters().report = upReport();
        clusters()
                .known
                .add(new KnownCluster("lab", "00000000000000aa", "local", "vm1", Optional.empty(), FakeTime.NOW));
    }

    private static UpReport upReport() {
        return new UpReport(
                "lab",
                "00000000000000aa",
                "vm1",
                EngineConfig.NATIVE,
                UpReport.Outcome.SOME_FAILED,
                List.of("head"),
                List.of(new UpReport.WaitingNode(
                        "cpu-1",
                        "vm2",
                        NodeState.STARTING,
                        Optional.of("setup"),
                        Optional.of(Duration.ofSeconds(250)))),
                List.of(new UpReport.FailedNode("cpu-2", "vm3", "", OptionalInt.empty(), "", List.of(), "", "")),
                3,
                List.of(new UpReport.StepTime("setup", 2, Duration.ofSeconds(31), "cpu-1")),
                Duration.ofSeconds(65));
    }

    @Test
    void listsTheMembersOfUp() {
        Map<String, Set<String>> printed = byEvent(json("up", "-y"));

        assertThat(printed).containsEntry("plan", listed("The plan of up"));
        assertThat(printed).containsEntry("node", listed("Events"));
        assertThat(printed).containsEntry("report", listed("The report of up"));
        assertThat(JsonMembers.of(json("plan"))).isEqualTo(listed("The plan of up"));
    }

    @Test
    void listsTheMembersOfDown() {
        Map<String, Set<String>> printed = byEvent(json("down", "-y"));

        assertThat(printed).containsEntry("plan", listed("The plan of down"));
        assertThat(printed).containsEntry("report", listed("The report of down"));
    }

    @Test
    void listsTheMembersOfStatusAsInItsGoldenFile() throws IOException {
        Set<String> printed = JsonMembers.of(golden("status.json"));
        printed.addAll(JsonMembers.of(golden("status-engine.json")));

        assertThat(printed).isEqualTo(listed("cluster status"));
        assertThat(listed("cluster status")).containsAll(JsonMembers.of(json("status")));
    }

    @Test
    void listsTheMembersOfExecAndSubmit() {
        Map<String, Set<String>> printed = byEvent(json("exec", "x"));

        assertThat(printed).containsEntry("output", listed("A line of output"));
        assertThat(printed).containsEntry("exit", listed("The end of the command on a node"));
        assertThat(printed).containsEntry("report", listed("The report of exec and submit"));
    }

    @Test
    void listsTheMembersOfCopies() {
        clusters().addNode("cpu-9", "cpu", "vm9", NodeState.READY).out = "muster-look 1\0/there\0\0\0";

        Map<String, Set<String>> copied = byEvent(json("rsync-up", "--node", "cpu-9", "./", "/there/"));
        Map<String, Set<String>> failed = byEvent(json("rsync-up", "--node", "cpu-1", "./", "/there/"));

        assertThat(copied).containsEntry("copy", listed("A copy"));
        assertThat(failed).containsEntry("copy", listed("A copy"));
        assertThat(copied).containsEntry("report", listed("The report of copies"));
    }

    @Test
    void listsTheMembersOfReadingCommands() {
        assertThat(JsonMembers.of(json("monitor"))).isEqualTo(listed("Events"));
        assertThat(JsonMembers.of(json("explain"))).isEqualTo(listed("cluster explain"));
        assertThat(JsonMembers.of(json("check"))).isEqualTo(listed("cluster check"));
        assertThat(JsonMembers.of(json("list"))).isEqualTo(listed("cluster list"));
        assertThat(JsonMembers.of(json("get-head-ip"))).isEqualTo(listed("cluster get-head-ip and get-worker-ips"));
        assertThat(JsonMembers.of(json("get-worker-ips"))).isEqualTo(listed("cluster get-head-ip and get-worker-ips"));
        assertThat(JsonMembers.of(json("version"))).isEqualTo(listed("cluster version"));
    }

    @Test
    void listsTheMembersOfJobsAndOfTheDashboard() {
        FakeHost engine = clusters().hosts.get("head");
        assertThat(byEvent(json("job", "submit", "x"))).containsEntry("job", listed("A submitted job"));
        engine.out = "muster-engine-jobs 1\nid=a\n";
        assertThat(JsonMembers.of(json("job", "list"))).isEqualTo(listed("cluster job list and job status"));
        assertThat(JsonMembers.of(json("job", "status", "a"))).isEqualTo(listed("cluster job list and job status"));
        engine.out = "muster-engine-dashboard 1\nport=8265\n";
        command.window = FakeWindow.NONE.withSignal(StopSignal.INT);
        assertThat(JsonMembers.of(json("dashboard"))).isEqualTo(listed("cluster dashboard"));
    }

    @Test
    void listsTheMembersOfSimulate() throws IOException {
        SimulateCommandTest.writeFiles(folder);

        assertThat(JsonMembers.of(json("simulate", "--workload", "burst.yaml", "--set", "max_workers=1")))
                .isEqualTo(listed("cluster simulate"));
    }

    @Test
    void listsTheMembersOfOtherChanges() {
        assertThat(JsonMembers.of(json("request", "--cpus", "1"))).isEqualTo(listed("cluster request"));
        assertThat(JsonMembers.of(json("drain", "cpu-1"))).isEqualTo(listed("cluster drain"));
        assertThat(JsonMembers.of(json("init", "new.yaml"))).isEqualTo(listed("cluster init"));
    }

    @Test
    void listsTheMembersOfValidate() {
        assertThat(listed("cluster validate")).containsAll(JsonMembers.of(json("validate")));
        clusters().failure = new InvalidConfig(List.of(new Problem(Problem.Severity.ERROR, "a", 1, 1, "b", "c", "d")));

        assertThat(JsonMembers.of(json("validate"))).isEqualTo(listed("cluster validate"));
    }

    private Set<String> listed(String heading) {
        assertThat(documented).as("headings of docs/json.md with a table").containsKey(heading);
        return documented.get(heading);
    }

    private List<String> json(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--output";
        all[arguments.length + 1] = "json";
        List<String> lines = run(all).out().lines().toList();
        assertThat(lines).as(arguments[0]).isNotEmpty().allMatch(line -> line.startsWith("{"));
        return lines;
    }

    private static Map<String, Set<String>> byEvent(List<String> lines) {
        Map<String, Set<String>> paths = new TreeMap<>();
        for (String line : lines) {
            Object event = Json.read(line) instanceof Map<?, ?> map ? map.get("event") : null;
            paths.merge(String.valueOf(event), JsonMembers.of(List.of(line)), (one, other) -> {
                one.addAll(other);
                return one;
            });
        }
        return paths;
    }

    private static List<String> golden(String name) throws IOException {
        try (InputStream in = JsonDocumentTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static String read() {
        try {
            return Documents.read("json.md");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
