package dev.muster.engine.ray.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineReport.Failed;
import dev.muster.engine.EngineReport.Starting;
import dev.muster.engine.EngineReport.TypeSize;
import dev.muster.engine.EngineUnavailable;
import dev.muster.engine.ray.wire.AutoscalingState;
import dev.muster.engine.ray.wire.ClusterConfig;
import dev.muster.engine.ray.wire.FailedInstanceRequest;
import dev.muster.engine.ray.wire.NodeGroupConfig;
import dev.muster.engine.ray.wire.PendingInstance;
import dev.muster.engine.ray.wire.PendingInstanceRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Instant SINCE = Instant.ofEpochSecond(1_000_000);
    private static final EngineReport NOTHING = new EngineReport(List.of(), List.of(), List.of(), List.of(), List.of());
    private static final EngineReport STARTING = starting(1);

    private final GcsStage stage = new GcsStage();

    @AfterEach
    void close() {
        stage.close();
    }

    private static EngineReport starting(int nodes) {
        List<Starting> starting = java.util.stream.IntStream.rangeClosed(1, nodes)
                .mapToObj(number -> new Starting(NodeKey.worker("gpu", number), "gpu", "", SINCE, "asked for"))
                .toList();
        return new EngineReport(starting, List.of(), List.of(), List.of(), List.of());
    }

    @Test
    void listsEachNodeThatHasNoMachineYetOnItsOwn() throws Exception {
        stage.link().report(starting(2));

        PendingInstanceRequest entry = PendingInstanceRequest.newBuilder()
                .setInstanceTypeName("gpu")
                .setRayNodeTypeName("gpu")
                .setCount(1)
                .setRequestTs(1_000_000)
                .build();
        assertThat(stage.gcs.reported.getPendingInstanceRequestsList()).containsExactly(entry, entry);
    }

    @Test
    void listsANodeWithAMachineByItsKeyAndAddressWithWhatItDoes() throws Exception {
        Starting node = new Starting(NodeKey.worker("gpu", 7), "gpu", "192.0.2.7", SINCE, "runs setup command 2 of 3");
        stage.link().report(new EngineReport(List.of(node), List.of(), List.of(), List.of(), List.of()));

        assertThat(stage.gcs.reported.getPendingInstancesList())
                .containsExactly(PendingInstance.newBuilder()
                        .setInstanceTypeName("gpu")
                        .setRayNodeTypeName("gpu")
                        .setInstanceId("gpu-7")
                        .setIpAddress("192.0.2.7")
                        .setDetails("runs setup command 2 of 3")
                        .build());
        assertThat(stage.gcs.reported.getPendingInstanceRequestsCount()).isZero();
    }

    @Test
    void listsANodeThatFailedWithItsReason() throws Exception {
        Failed node = new Failed(NodeKey.worker("gpu", 7), "gpu", SINCE, SINCE.plusSeconds(9), "setup failed\u001b[2J");
        stage.link().report(new EngineReport(List.of(), List.of(node), List.of(), List.of(), List.of()));

        assertThat(stage.gcs.reported.getFailedInstanceRequestsList())
                .containsExactly(FailedInstanceRequest.newBuilder()
                        .setInstanceTypeName("gpu")
                        .setRayNodeTypeName("gpu")
                        .setCount(1)
                        .setReason("gpu-7: setup failed [2J")
                        .setStartTs(1_000_000)
                        .setFailedTs(1_000_009)
                        .build());
    }

    @Test
    void boundsWhatItLists() throws Exception {
        stage.link().report(starting(ReportMapping.MAX_ENTRIES + 10));

        assertThat(stage.gcs.reported.getPendingInstanceRequestsCount()).isEqualTo(ReportMapping.MAX_ENTRIES);
    }

    @Test
    void tellsRayHowFarTheClusterMayGrow() throws Exception {
        stage.link()
                .report(new EngineReport(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                new TypeSize("head", Resources.of("CPU", 2), 1, 1),
                                new TypeSize("gpu", Resources.of("CPU", 8.5, "memory", 64e9), 0, 4)),
                        List.of()));

        assertThat(stage.gcs.configs)
                .containsExactly(ClusterConfig.newBuilder()
                        .putMinResources("CPU", 2)
                        .putMaxResources("CPU", 36)
                        .putMaxResources("memory", 256_000_000_000L)
                        .addNodeGroupConfigs(NodeGroupConfig.newBuilder()
                                .setName("head")
                                .setMinCount(1)
                                .setMaxCount(1)
                                .putResources("CPU", 2))
                        .addNodeGroupConfigs(NodeGroupConfig.newBuilder()
                                .setName("gpu")
                                .setMaxCount(4)
                                .putResources("CPU", 8)
                                .putResources("memory", 64_000_000_000L))
                        .build());
    }

    @Test
    void sendsOnlyWhatHasChanged() throws Exception {
        stage.link().report(STARTING);
        stage.link().report(STARTING);
        assertThat(stage.gcs.reports).isEqualTo(1);
        assertThat(stage.gcs.configs).hasSize(1);

        stage.link().report(NOTHING);

        assertThat(stage.gcs.reports).isEqualTo(2);
        assertThat(stage.gcs.configs).hasSize(1);
        assertThat(stage.gcs.reported.getPendingInstanceRequestsCount()).isZero();
    }

    @Test
    void continuesAboveTheVersionThatRayHas() throws Exception {
        stage.gcs.reported =
                AutoscalingState.newBuilder().setAutoscalerStateVersion(41).build();

        stage.link().report(STARTING);
        assertThat(stage.gcs.reported.getAutoscalerStateVersion()).isEqualTo(42);
        assertThat(stage.gcs.reported.getPendingInstanceRequestsCount()).isEqualTo(1);

        stage.link().report(NOTHING);
        assertThat(stage.gcs.reported.getAutoscalerStateVersion()).isEqualTo(43);
    }

    @Test
    void sendsAllAgainAfterARestartOfRaysHead() throws Exception {
        stage.link().report(STARTING);
        stage.stop();
        assertThatThrownBy(() -> stage.link().report(STARTING)).isInstanceOf(EngineUnavailable.class);
        stage.restart();

        stage.link().report(STARTING);

        assertThat(stage.gcs.reported.getPendingInstanceRequestsCount()).isEqualTo(1);
        assertThat(stage.gcs.configs).hasSize(1);
    }

    @Test
    void sendsAllAgainAfterARestartThatNoCallHasNoticed() throws Exception {
        stage.link().report(STARTING);
        String before = stage.link().observe().session();
        stage.stop();
        stage.restart();
        RealRay.until("the link reports again", () -> {
            stage.link().report(STARTING);
            return stage.gcs.reported.getPendingInstanceRequestsCount() == 1;
        });

        assertThat(stage.link().observe().session()).isNotEqualTo(before);
    }

    @Test
    void repeatsAReportThatFailed() throws Exception {
        stage.link().observe();
        stage.stop();
        assertThatThrownBy(() -> stage.link().report(STARTING)).isInstanceOf(EngineUnavailable.class);
        stage.gcs.start();

        stage.link().report(STARTING);

        assertThat(stage.gcs.reported.getPendingInstanceRequestsCount()).isEqualTo(1);
    }

    @Test
    void keepsTheSessionOverAShortBreakAfterWhichRayStillHasTheReport() throws Exception {
        stage.link().report(STARTING);
        String before = stage.link().observe().session();
        stage.stop();
        assertThatThrownBy(stage.link()::observe).isInstanceOf(EngineUnavailable.class);
        stage.gcs.start();

        assertThat(stage.link().observe().session()).isEqualTo(before);
    }
}
