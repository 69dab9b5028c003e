package dev.muster.engine.ray.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.DrainAnswer;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineUnavailable;
import dev.muster.engine.EngineView.Need;
import dev.muster.engine.ray.mapping.Rows;
import dev.muster.engine.ray.wire.DrainNodeReason;
import dev.muster.engine.ray.wire.DrainNodeRequest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RayLinkTest {
    private static final NodeKey WORKER = NodeKey.worker("worker", 1);
    private static final DrainOrder IF_IDLE = new DrainOrder.IfIdle("idle for 5 minutes");
    private static final String TOKEN = "0123456789abcdef";

    private static final EngineReport NOTHING = new EngineReport(List.of(), List.of(), List.of(), List.of(), List.of());
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    @TempDir
    private Path folder;

    private Optional<GcsStage> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(GcsStage::close);
        GRPC_LOG.setLevel(null);
    }

    private GcsStage stage() {
        return stage(Optional.empty());
    }

    private GcsStage stage(Optional<Path> tokenFile) {
        GcsStage stage = new GcsStage(folder, tokenFile);
        opened = Optional.of(stage);
        return stage;
    }

    private Path token(String text) throws IOException {
        return Files.writeString(folder.resolve("auth_token"), text);
    }

    @Test
    void sendsTheTokenOfItsFile() throws Exception {
        GcsStage stage = stage(Optional.of(token(TOKEN + "\n")));
        stage.gcs.requireToken(TOKEN);
        stage.join(WORKER, Resources.of("CPU", 1), Map.of());

        assertThat(stage.link().observe().nodes()).containsOnlyKeys(WORKER);
    }

    @Test
    void namesTheFileWhoseTokenIsRefusedButNotTheToken() throws Exception {
        Path file = token("another-token");
        GcsStage stage = stage(Optional.of(file));
        stage.gcs.requireToken(TOKEN);

        assertThatThrownBy(stage.link()::observe)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("refuses the token")
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("another-token");
    }

    @Test
    void readsTheTokenAgainAfterItWasRefused() throws Exception {
        GcsStage stage = stage(Optional.of(token("another-token")));
        stage.gcs.requireToken(TOKEN);
        assertThatThrownBy(stage.link()::observe).isInstanceOf(EngineUnavailable.class);

        token(TOKEN);

        assertThat(stage.link().observe().nodes()).isEmpty();
    }

    @Test
    void saysThatATokenIsNeededWhereNoneIsSet() {
        GcsStage stage = stage();
        stage.gcs.requireToken(TOKEN);

        assertThatThrownBy(stage.link()::observe)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("token mode");
    }

    @Test
    void namesATokenFileThatIsMissing() {
        GcsStage stage = stage(Optional.of(folder.resolve("nothing")));

        assertThatThrownBy(stage.link()::observe)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining(folder.resolve("nothing") + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "two words", "line\nline", "caf\u00e9"})
    void refusesATokenFileWithoutAToken(String text) throws Exception {
        GcsStage stage = stage(Optional.of(token(text)));

        assertThatThrownBy(stage.link()::observe)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("auth_token");
    }

    @Test
    void refusesATokenFileThatIsTooLarge() throws Exception {
        GcsStage stage = stage(Optional.of(token("x".repeat(5_000))));

        assertThatThrownBy(stage.link()::observe)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void noticesThatAnotherHeadHasTakenThePlaceAndThenUsesIt() throws Exception {
        GcsStage stage = stage();
        String before = stage.link().observe().session();
        stage.gcs.replace();

        assertThatThrownBy(() -> stage.link().drain(WORKER, IF_IDLE))
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("was replaced");

        assertThat(stage.link().observe().session()).isNotEqualTo(before);
    }

    @Test
    void sendsWhatAProgramRequestedAgainToAHeadThatStartedAgain() throws Exception {
        GcsStage stage = stage();
        PlacementRequest request = PlacementRequest.of(Shape.of(Resources.of("CPU", 2)));
        stage.hold(request, 3);
        List<Need> before = stage.link().observe().standing();
        stage.link().report(NOTHING);
        stage.stop();
        assertThatThrownBy(stage.link()::observe).isInstanceOf(EngineUnavailable.class);

        stage.restart();

        assertThat(stage.link().observe().standing()).isEqualTo(before).hasSize(1);
        stage.gcs.standing.clear();
        assertThat(stage.link().observe().standing())
                .as("the program takes it back")
                .isEmpty();
    }

    @Test
    void aNewClusterHasNoRequestsOfTheOneBefore() throws Exception {
        GcsStage stage = stage();
        stage.hold(PlacementRequest.of(Shape.of(Resources.of("CPU", 2))), 3);
        stage.link().observe();
        stage.link().report(NOTHING);
        stage.gcs.replace();
        assertThatThrownBy(stage.link()::observe).isInstanceOf(EngineUnavailable.class);

        assertThat(stage.link().observe().standing()).isEmpty();
    }

    @Test
    void connectsOnceAsLongAsNothingFails() throws Exception {
        GcsStage stage = stage();
        for (int call = 0; call < 5; call++) {
            stage.link().observe();
        }

        assertThat(stage.gcs.connects).isEqualTo(1);
    }

    @Test
    void clipsWhatRayWritesAboutAFailure() {
        GcsStage stage = stage();
        stage.gcs.fail(Status.INTERNAL.withDescription("boom\u001b[2J" + "x".repeat(5_000)));

        assertThatThrownBy(stage.link()::observe)
                .isInstanceOf(EngineUnavailable.class)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("INTERNAL: boom [2J")
                        .hasSizeLessThan(1_000));
    }

    @Test
    void failsOnceTheDeadlineIsOver() {
        try (FakeGcs gcs = new FakeGcs();
                GcsClient client =
                        new GcsClient(new GcsAddress(gcs.address(), Optional::empty), Duration.ofMillis(100))) {
            gcs.hang();

            assertThatThrownBy(client::session)
                    .isInstanceOf(EngineUnavailable.class)
                    .hasMessageContaining("does not answer in time");
        }
    }

    @Test
    void endsACallWhoseThreadIsInterrupted() throws Exception {
        GcsStage stage = stage();
        stage.link().observe();
        stage.gcs.hang();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                stage.link().observe();
            } catch (EngineUnavailable | InterruptedException | RuntimeException e) {
                ended.complete(e);
            }
        });

        stage.gcs.calls.await();
        caller.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void readsTenThousandNodes() throws Exception {
        GcsStage stage = stage();
        stage.gcs.rows.addAll(ManyRows.rows(10_000));

        assertThat(stage.link().observe().nodes()).hasSize(10_000);
    }

    @Test
    void failsOnAnAnswerThatIsTooLarge() {
        GRPC_LOG.setLevel(Level.OFF);
        GcsStage stage = stage();
        stage.gcs.rows.add(Rows.row(1, "x".repeat(GcsConnection.MAX_REPLY_BYTES), ManyRows.IDLE));

        assertThatThrownBy(stage.link()::observe)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("sends more than 24 MiB");
    }

    @Test
    void drainsTheRowThatLivesWithAReason() throws Exception {
        GcsStage stage = stage();
        stage.join(WORKER, Resources.of("CPU", 1), Map.of());
        stage.lose(WORKER);
        stage.join(WORKER, Resources.of("CPU", 1), Map.of());
        stage.work(WORKER, Resources.of("CPU", 1));
        Instant deadline = Instant.ofEpochMilli(1_900_000_000_123L);

        stage.link().drain(WORKER, new DrainOrder.Always("replaced\u0007", deadline));
        stage.finish(WORKER);
        stage.join(WORKER, Resources.of("CPU", 1), Map.of());
        stage.link().observe();
        stage.link().drain(WORKER, IF_IDLE);

        DrainNodeRequest.Builder request = DrainNodeRequest.newBuilder();
        assertThat(stage.gcs.drains)
                .containsExactly(
                        request.setNodeId(GcsStage.nodeId(2))
                                .setReason(DrainNodeReason.DRAIN_NODE_REASON_PREEMPTION)
                                .setReasonMessage("replaced ")
                                .setDeadlineTimestampMs(1_900_000_000_123L)
                                .build(),
                        request.setNodeId(GcsStage.nodeId(3))
                                .setReason(DrainNodeReason.DRAIN_NODE_REASON_IDLE_TERMINATION)
                                .setReasonMessage("idle for 5 minutes")
                                .clearDeadlineTimestampMs()
                                .build());
        assertThat(stage.gcs.crashes).isEmpty();
    }

    @Test
    void looksAgainBeforeItDrainsByAnIdThatIsOld() throws Exception {
        GcsStage stage = stage();
        stage.join(WORKER, Resources.of("CPU", 1), Map.of());
        stage.link().observe();
        stage.lose(WORKER);
        stage.join(WORKER, Resources.of("CPU", 1), Map.of());
        stage.time.advance(Duration.ofSeconds(10));

        stage.link().drain(WORKER, IF_IDLE);

        assertThat(stage.gcs.drains).extracting(DrainNodeRequest::getNodeId).containsExactly(GcsStage.nodeId(2));
    }

    @Test
    void sendsNothingForANodeThatRayDoesNotHave() throws Exception {
        GcsStage stage = stage();
        stage.gcs.rows.add(Rows.row(1, "worker-1", ManyRows.IDLE).toBuilder()
                .setNodeId(ByteString.copyFromUtf8("short"))
                .build());

        assertThat(stage.link().drain(WORKER, IF_IDLE)).isEqualTo(new DrainAnswer.Accepted());
        assertThat(stage.gcs.drains).isEmpty();
        assertThat(stage.gcs.crashes).isEmpty();
    }

    @Test
    void passesARefusalOnInRaysWords() throws Exception {
        GcsStage stage = stage();
        stage.join(WORKER, Resources.of("CPU", 1), Map.of());
        stage.work(WORKER, Resources.of("CPU", 1));

        assertThat(stage.link().drain(WORKER, IF_IDLE))
                .isEqualTo(new DrainAnswer.Refused("The node to be idle terminated is no longer idle."));
    }
}
