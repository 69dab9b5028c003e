package dev.muster.client.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.ClusterRef;
import dev.muster.client.ConfigFile;
import dev.muster.client.UpRequest;
import dev.muster.config.ConfigReader;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.event.Event;
import dev.muster.core.event.StepState;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ReadyWatchTest {
    private static final NodeKey WORKER_1 = NodeKey.worker("worker", 1);
    private static final NodeKey WORKER_2 = NodeKey.worker("worker", 2);

    @TempDir
    Path folder;

    private final ManualTime time = ManualTime.of(1);
    private final List<Event> events = new ArrayList<>();
    private ReadyWatch watch;

    @BeforeEach
    void watchOneWorker() throws IOException {
        Path file = Files.writeString(folder.resolve("lab.yaml"), """
                cluster_name: lab
                provider: {type: process}
                min_workers: 1
                max_workers: 1
                setup_commands:
                  - echo one
                  - exit 3
                """);
        ClusterConfig config = ConfigReader.ofUser().read(file).config();
        UpRequest request = new UpRequest(
                new ClusterRef.OfFile(new ConfigFile(file, config, "", List.of()), Optional.empty()),
                UpRequest.Limits.OF_FILE,
                UpRequest.Restart.AS_NEEDED,
                UpRequest.Waiting.FOR_ALL,
                UpRequest.Allowed.NOTHING,
                "ann@desk");
        watch = new ReadyWatch(config, request, events::add, time);
        node(NodeKey.HEAD, NodeState.READY);
    }

    @Test
    void waitsForTheReplacementOfANodeThatFailed() {
        node(WORKER_1, NodeState.STARTING);
        node(WORKER_1, NodeState.FAILED);
        assertThat(watch.isOver()).as("just failed").isFalse();

        time.advance(Duration.ofSeconds(1));
        node(WORKER_2, NodeState.REQUESTED);
        time.advance(Duration.ofSeconds(60));
        assertThat(watch.isOver()).as("its replacement is set up").isFalse();

        node(WORKER_2, NodeState.READY);
        assertThat(watch.isOver()).isTrue();
    }

    @Test
    void endsIfNoReplacementIsLaunchedSoon() {
        node(WORKER_1, NodeState.STARTING);
        node(WORKER_1, NodeState.FAILED);
        time.advance(ReadyWatch.REPLACEMENT);

        assertThat(watch.isOver()).isTrue();
    }

    @Test
    void namesTheLineOfTheCommandThatFailed() {
        watch.write(failedSetUp(WORKER_1));

        assertThat(events.getLast().message()).isEqualTo("'setup' exited 3: it printed nothing at lab.yaml:7");
        assertThat(events.getLast().details())
                .containsEntry("place", "lab.yaml:7")
                .containsEntry("cause", "it printed nothing at lab.yaml:7");
    }

    @Test
    void namesTheLineIfTheSetUpOfTheHeadFails() {
        RemoteFailure failure = new RemoteFailure("head", "head: 'setup' exited 3", "look", false, List.of());
        assertThat(watch.locate(failure)).hasMessage("head: 'setup' exited 3");

        watch.write(failedSetUp(NodeKey.HEAD));

        assertThat(watch.locate(failure)).hasMessage("head: 'setup' exited 3 at lab.yaml:7");
    }

    @Test
    void showsWhichWorkersWaitForTheirTurn() {
        watch.expectRenewal(List.of(WORKER_2));

        assertThat(events.getLast().node()).contains(WORKER_2);
        assertThat(events.getLast().state()).isEqualTo("waiting");
    }

    private Event failedSetUp(NodeKey node) {
        return Event.ofStep(time.wallClock(), node, "setup", StepState.FAILED, "'setup' exited 3: it printed nothing")
                .withDetails(Map.of("command", "2", "cause", "it printed nothing"));
    }

    private void node(NodeKey node, NodeState state) {
        watch.write(Event.ofNode(time.wallClock(), node, state, "").withDetails(Map.of("retryable", "false")));
    }
}
