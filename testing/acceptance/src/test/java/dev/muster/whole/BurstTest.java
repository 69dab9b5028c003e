package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.whole.HeadState.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A burst from the minimum to the maximum and back, once, told three times: by the cluster's journal, by {@code explain}, and by {@code simulate} with the
 * boot times that were seen.
 */
@Tag("whole")
class BurstTest {
    private static final String CLUSTER = "burst";
    private static final int MIN = 1;
    private static final int MAX = 3;
    private static final Duration SOON = Duration.ofSeconds(90);
    /** The loop looks every two seconds at least, and needs a moment to act. */
    private static final Duration A_MOMENT = Duration.ofSeconds(3);

    private static final Pattern MAY_GO = Pattern.compile("it will be drained in (\\d+)s");

    @Test
    void aBurstIsServedExplainedAndSimulatedTruly(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        try (Sandbox sandbox = new Sandbox(folder)) {
            Burst burst = new Burst(sandbox);
            burst.grows();
            burst.isClearedAndSaysWhoWillGo();
            burst.shrinks();
            List<Line> journal = sandbox.head(CLUSTER).journal();
            burst.everyStepIsExplained(journal);
            burst.isSimulatedWithinOneNode(journal);
            sandbox.cluster("down", "-y").expect(0);
            assertThat(sandbox.leftovers()).isEmpty();
        }
    }

    private record Prophecy(String node, Instant from, Instant until) {}

    private static final class Burst {
        private final Sandbox sandbox;
        private final List<Prophecy> prophecies = new ArrayList<>();
        private String kept = "";

        Burst(Sandbox sandbox) throws Exception {
            this.sandbox = sandbox.config(CLUSTER, MIN, MAX);
            String text = Files.readString(sandbox.file());
            Files.writeString(sandbox.file(), text.replace("idle_timeout_minutes: 0.05", "idle_timeout_minutes: 0.4"));
            sandbox.cluster("up", "-y").expect(0);
            Patience.untilTrue("the minimum is ready", SOON, () -> ready() == MIN);
        }

        private long ready() throws Exception {
            return sandbox.head(CLUSTER).open().stream()
                    .filter(node -> !node.isHead() && node.state().equals("ready"))
                    .count();
        }

        private JsonNode explain(String... words) throws Exception {
            List<String> all = new ArrayList<>(List.of("explain"));
            all.addAll(List.of(words));
            all.addAll(List.of("--output", "json"));
            return new ObjectMapper()
                    .readTree(sandbox.cluster(all.toArray(String[]::new))
                            .expect(0)
                            .out())
                    .path("explanations");
        }

        void grows() throws Exception {
            JsonNode idle = explain("worker-1").get(0);
            assertThat(idle.path("answer").asString())
                    .as("a worker within its minimum is kept however long it is idle")
                    .contains("but type worker keeps its minimum of 1 node")
                    .doesNotContain("will be drained");

            sandbox.cluster("request", "{\"CPU\": 1}", "--count", Integer.toString(MAX))
                    .expect(0);
            Patience.untilTrue("the burst is served", SOON, () -> ready() == MAX);

            assertThat(explain().get(0).path("answer").asString()).isEqualTo("nothing to do: all demand is placed");
            for (int number = 1; number <= MAX; number++) {
                assertThat(explain("worker-" + number).get(0).path("answer").asString())
                        .endsWith("now: needed: 1 x {CPU: 1} requested");
            }
        }

        void isClearedAndSaysWhoWillGo() throws Exception {
            sandbox.cluster("request", "--clear").expect(0);
            Patience.untilTrue(
                    "its nodes are idle",
                    SOON,
                    () -> !explain("worker-1").get(0).path("answer").asString().contains("needed:"));
            Instant asked = Instant.now();
            List<Sandbox.Running> calls = new ArrayList<>();
            for (int number = 1; number <= MAX; number++) {
                calls.add(sandbox.begin("explain", "worker-" + number));
            }
            for (int number = 1; number <= MAX; number++) {
                String told = calls.get(number - 1).await().expect(0).out();
                Matcher matcher = MAY_GO.matcher(told);
                if (matcher.find()) {
                    Duration left = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
                    prophecies.add(new Prophecy(
                            "worker-" + number, asked.plus(left), Instant.now().plus(left)));
                } else {
                    assertThat(told).contains("but type worker keeps its minimum of 1 node, and other nodes");
                    kept = "worker-" + number;
                }
            }
            assertThat(prophecies).hasSize(MAX - MIN);
            assertThat(kept).isNotEmpty();
        }

        void shrinks() throws Exception {
            Patience.untilTrue(
                    "it is small again",
                    SOON,
                    () -> sandbox.head(CLUSTER).open().size() == 1 + MIN);
        }

        void everyStepIsExplained(List<Line> journal) throws Exception {
            Instant asked = first(journal, "request", "requested");
            for (Line launch : all(journal, "decision", "launch").subList(MIN, MAX)) {
                assertThat(Duration.between(asked, launch.at()))
                        .as("from demand to the decision for %s", launch.node())
                        .isLessThan(Patience.scaled(Duration.ofSeconds(1)));
            }
            assertThat(all(journal, "decision", "launch")).hasSize(MAX);
            assertThat(all(journal, "decision", "drain"))
                    .extracting(Line::node)
                    .containsExactlyInAnyOrderElementsOf(
                            prophecies.stream().map(Prophecy::node).toList())
                    .doesNotContain(kept);
            for (Prophecy prophecy : prophecies) {
                Instant went = first(
                        journal.stream()
                                .filter(line -> line.node().equals(prophecy.node()))
                                .toList(),
                        "decision",
                        "drain");
                assertThat(went)
                        .as("what explain said of %s", prophecy.node())
                        .isBetween(
                                prophecy.from().minus(A_MOMENT),
                                prophecy.until().plus(Patience.scaled(A_MOMENT)));
            }
            for (int number = 1; number <= MAX; number++) {
                isTold("worker-" + number, journal);
            }
        }

        /** Each fact with a time is a line of the journal, and each decision of the journal is a fact. */
        private void isTold(String node, List<Line> journal) throws Exception {
            List<Line> lines = journal.stream()
                    .filter(line -> line.node().equals(node))
                    .filter(line ->
                            line.kind().equals("decision") || line.kind().equals("node"))
                    .toList();
            JsonNode explanation = explain(node).get(0);
            List<String> told = new ArrayList<>();
            for (JsonNode fact : explanation.path("facts")) {
                String text = fact.path("text").asString();
                told.add(text);
                if (!fact.path("at").isNull()) {
                    Instant at = Instant.parse(fact.path("at").asString());
                    assertThat(lines).as("%s: %s", node, text).anyMatch(line -> says(line, at, fact, text));
                }
            }
            List<Line> decisions = lines.stream()
                    .filter(line -> line.kind().equals("decision"))
                    .toList();
            assertThat(told)
                    .containsAll(decisions.stream()
                            .map(line -> line.state() + ": " + line.message())
                            .toList())
                    .doesNotHaveDuplicates();
            assertThat(explanation.path("answer").asString())
                    .startsWith("launch: " + decisions.getFirst().message());
            if (!node.equals(kept)) {
                assertThat(told).endsWith("gone");
                assertThat(explanation.path("answer").asString()).contains("drain: idle for ");
            }
        }

        private static boolean says(Line line, Instant at, JsonNode fact, String text) {
            boolean isDecision = line.kind().equals("decision");
            boolean sameDecision = isDecision
                    ? line.details()
                            .matches(
                                    "(?s).*decision\\W+" + fact.path("decision").asLong() + "\\b.*")
                    : fact.path("decision").isNull();
            boolean sameText = isDecision
                    ? text.equals(line.state() + ": " + line.message())
                    : text.equals("gone") ? line.details().contains("closed") : text.startsWith(line.state());
            return line.at().equals(at) && sameDecision && sameText;
        }

        void isSimulatedWithinOneNode(List<Line> journal) throws Exception {
            // Its first decision is a second after its start.
            Instant zero = first(journal, "decision", "launch").minusSeconds(1);
            Instant end = journal.getLast().at().plusSeconds(5);
            Path workload = sandbox.folder().resolve("burst-workload.yaml");
            Files.writeString(
                    workload,
                    String.format(
                            Locale.ROOT,
                            """
                    length: %ss
                    machines: {worker: {boot: %ss, stop: %ss}}
                    requests:
                      - {at: %ss, count: %d, resources: {CPU: 1}}
                      - {at: %ss, count: 0, resources: {CPU: 1}}
                    """,
                            seconds(Duration.between(zero, end)),
                            seconds(between(journal, "launch", "ready")),
                            seconds(between(journal, "remove", "closed")),
                            seconds(Duration.between(zero, first(journal, "request", "requested"))),
                            MAX,
                            seconds(Duration.between(zero, first(journal, "request", "cleared")))));
            String csv = sandbox.cluster("simulate", "--workload", workload.toString(), "--output", "csv")
                    .expect(0)
                    .out();
            NodeCounts real = NodeCounts.real(journal, zero);
            NodeCounts simulated = NodeCounts.simulated(csv);

            assertThat(simulated.mostMachines()).isEqualTo(real.mostMachines()).isEqualTo(MAX);
            assertThat(real.differences(simulated, Duration.between(zero, end), A_MOMENT))
                    .as("real %s%nsimulated %s%n%s", real, simulated, Files.readString(workload))
                    .isEmpty();
            assertThat(simulated.differences(real, Duration.between(zero, end), A_MOMENT))
                    .as("real %s%nsimulated %s", real, simulated)
                    .isEmpty();
        }

        private static String seconds(Duration duration) {
            return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
        }

        /** How long it took from a decision to what follows from it; the mean. */
        private static Duration between(List<Line> journal, String decision, String later) {
            List<Duration> took = new ArrayList<>();
            for (Line begun : all(journal, "decision", decision)) {
                journal.stream()
                        .filter(line -> line.node().equals(begun.node())
                                && line.kind().equals("node")
                                && !line.at().isBefore(begun.at()))
                        .filter(line ->
                                line.state().equals(later) || line.details().contains(later))
                        .findFirst()
                        .ifPresent(line -> took.add(Duration.between(begun.at(), line.at())));
            }
            assertThat(took).as(decision + " to " + later).isNotEmpty();
            return took.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(took.size());
        }

        private static List<Line> all(List<Line> journal, String kind, String state) {
            return journal.stream().filter(line -> line.is(kind, state)).toList();
        }

        private static Instant first(List<Line> journal, String kind, String state) {
            return all(journal, kind, state).getFirst().at();
        }
    }
}
