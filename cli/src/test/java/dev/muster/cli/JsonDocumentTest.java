package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.json.Json;
import dev.muster.client.KnownCluster;
import dev.muster.client.UpReport;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.Problem;
import dev.muster.core.control.Explanation;
import dev.muster.core.event.Event;
import dev.muster.core.failure.InvalidConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every JSON member that a command prints is described in docs/json.md, and stdout holds nothing but JSON. */
class JsonDocumentTest extends CommandTest {
    /** Members whose own members have names that users choose. */
    private static final Set<String> OPEN =
            Set.of("total", "available", "labels", "details", "node_hours_by_type", "facts");

    @Test
    void describesEveryMember() throws IOException {
        SimulateCommandTest.writeFiles(folder);
        String document = Documents.read("json.md");
        Set<String> members = new TreeSet<>(List.of("schema_version"));
        for (String line : (everything() + golden("status.json")).lines().toList()) {
            collect(Json.read(line), members);
        }

        assertThat(members)
                .hasSizeGreaterThan(60)
                .allSatisfy(member -> assertThat(document).containsPattern("[`\"]" + member + "[`\"]"));
    }

    private String everything() {
        clusters().addNode("head", "head", "vm1", NodeState.READY).out = "a line\n";
        clusters().addNode("cpu-1", "cpu", "vm2", NodeState.READY);
        clusters()
                .events
                .add(Event.of(FakeTime.NOW, Event.Kind.NODE, new NodeKey("cpu-1"), "ready", "")
                        .withDetails(Map.of("seconds", "1")));
        clusters().control.explanations =
                List.of(Explanation.summary("cpu-1", "because", List.of(Explanation.Fact.now("idle", "idle for 3 s"))));
        clusters().control.past.addAll(clusters().events);
        clusters().report = new UpReport(
                "lab",
                "00000000000000aa",
                "vm1",
                UpReport.Outcome.SOME_FAILED,
                List.of("head"),
                List.of(new UpReport.WaitingNode("cpu-1", "vm2", NodeState.STARTING, Optional.of("setup"))),
                List.of(new UpReport.FailedNode("cpu-2", "vm3", "", OptionalInt.empty(), "", List.of(), "", "")),
                List.of(new UpReport.StepTime("setup", 2, Duration.ofSeconds(31), "cpu-1")),
                Duration.ofSeconds(65));
        clusters()
                .known
                .add(new KnownCluster("lab", "00000000000000aa", "local", "vm1", Optional.empty(), FakeTime.NOW));
        String good = String.join(
                "",
                json("up", "-y"),
                json("check"),
                json("down", "-y"),
                json("status"),
                json("exec", "x"),
                rsync(),
                json("monitor"),
                json("explain"),
                json("simulate", "--workload", "burst.yaml", "--set", "max_workers=1"),
                json("request", "--cpus", "1"),
                json("drain", "cpu-1"),
                json("list"),
                json("validate"),
                json("init", "new.yaml"),
                json("version"));
        clusters().failure = new InvalidConfig(List.of(new Problem(Problem.Severity.ERROR, "a", 1, 1, "b", "c", "d")));
        return good + json("validate");
    }

    private String rsync() {
        FakeHost head = clusters().addNode("cpu-9", "cpu", "vm9", NodeState.READY);
        head.out = "muster-look 1\0/there\0\0\0";
        return json("rsync-up", "--node", "cpu-9", "./", "/there/");
    }

    private String json(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--output";
        all[arguments.length + 1] = "json";
        String out = run(all).out();
        assertThat(out).as(arguments[0]).startsWith("{");
        return out;
    }

    private static void collect(@Nullable Object value, Set<String> members) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> {
                members.add(String.valueOf(name));
                boolean isOpen = OPEN.contains(String.valueOf(name)) || isPlainDemand(name, member);
                collect(isOpen ? null : member, members);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(member -> collect(member, members));
        }
    }

    /** The {@code resources} of a demand are amounts by name; those of a node have the members total and available. */
    private static boolean isPlainDemand(@Nullable Object name, @Nullable Object member) {
        return "resources".equals(name) && member instanceof Map<?, ?> amounts && !amounts.containsKey("total");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = JsonDocumentTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
