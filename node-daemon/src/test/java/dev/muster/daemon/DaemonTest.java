package dev.muster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.node.DesiredState.Phase;
import dev.muster.core.node.NodeGate;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import dev.muster.core.status.RunningWork;
import dev.muster.daemon.folder.Counter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real daemon over TLS with a head that the test controls. */
@Timeout(60)
class DaemonTest {
    @TempDir
    private Path root;

    private WholeDaemon node;
    private CompletableFuture<Integer> daemon;

    @BeforeEach
    void startDaemon() throws Exception {
        node = new WholeDaemon(root);
        daemon = node.start();
    }

    @AfterEach
    void stopDaemon() throws Exception {
        try (WholeDaemon _ = node) {
            if (!daemon.isDone()) {
                node.gate.wants(99, Phase.STOP, Optional.empty());
                if (!Files.exists(node.folder.certificate())) {
                    node.enrol();
                }
                node.killHead();
                node.startHeadAgain();
                WholeDaemon.exitCode(daemon);
            }
        }
    }

    private NodeGate.Outbound connected() throws Exception {
        node.enrol();
        node.gate.hello();
        return node.gate.stream();
    }

    @Test
    void enrolsConnectsAndReports() throws Exception {
        node.enrol();
        NodeHello hello = node.gate.hello();
        assertThat(hello.node().value()).isEqualTo("cpu-1");
        assertThat(hello.incarnation()).isEqualTo(1);
        assertThat(hello.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(hello.version()).matches("[0-9]+\\.[0-9]+.*");
        assertThat(hello.facts().found().amount("CPU")).isPositive();
        NodeReport report = node.gate.report(first -> first.appliedVersion() == 1);
        assertThat(report.drained()).isFalse();
        assertThat(report.use().memory()).isPositive();
        assertThat(Files.readString(node.folder.pid()))
                .startsWith(ProcessHandle.current().pid() + " ");
        assertThat(node.printed.toString(java.nio.charset.StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(Files.readString(node.folder.log())).contains("connected to the head, epoch 7");
    }

    @Test
    void theKeyFileIsPrivateAndTheKeyIsNeverLogged() throws Exception {
        node.enrol();
        node.gate.hello();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.folder.key())))
                .isEqualTo("rw-------");
        String key =
                Files.readString(node.folder.key()).lines().skip(1).findFirst().orElseThrow();
        assertThat(Files.readString(node.folder.log())).doesNotContain(key);
    }

    @Test
    void reconnectsToAHeadThatWasKilled() throws Exception {
        connected();
        node.killHead();
        node.gate.epoch = 8;
        node.startHeadAgain();
        assertThat(node.gate.hello().incarnation())
                .as("the same start of the daemon")
                .isEqualTo(1);
        Counter epoch = new Counter(node.folder.run("head_epoch"));
        Eventually.isTrue("the epoch is remembered", () -> epoch.value() == 8);
    }

    @Test
    void aSessionMakesTheNodeBusyAndADrainWaitsForIt() throws Exception {
        NodeGate.Outbound head = connected();
        Process session = node.session("s-1");
        NodeReport busy = node.gate.report(report -> !report.work().isEmpty());
        assertThat(busy.work()).extracting(RunningWork::id).containsExactly("s-1");
        head.desired(node.gate.wants(2, Phase.DRAIN, Optional.empty()));
        assertThat(node.gate.report(report -> report.appliedVersion() == 2).drained())
                .isFalse();
        session.destroyForcibly().waitFor();
        node.gate.report(NodeReport::drained);
    }

    @Test
    void aStopEndsAllWorkReportsItAndWritesTheStopMarker() throws Exception {
        NodeGate.Outbound head = connected();
        Process session = node.session("s-1");
        head.desired(node.gate.wants(3, Phase.STOP, Optional.empty()));
        assertThat(node.gate.report(report -> report.appliedVersion() == 3).drained())
                .isTrue();
        assertThat(WholeDaemon.exitCode(daemon)).isZero();
        assertThat(session.waitFor()).isNotZero();
        assertThat(node.folder.stopMarker()).exists();
        assertThat(Files.readString(node.folder.exitRecord()))
                .isEqualTo(Files.readString(node.folder.pid()).strip() + " 0\n");
    }

    @Test
    void aSupersededDaemonExitsWithoutAStopMarker() throws Exception {
        Process session = node.session("s-1");
        connected().supersede("incarnation 2 is connected");
        assertThat(WholeDaemon.exitCode(daemon)).isZero();
        assertThat(node.folder.stopMarker()).doesNotExist();
        assertThat(node.folder.exitRecord()).exists();
        assertThat(session.isAlive()).as("work is not touched").isTrue();
    }

    @Test
    void eachStartHasAHigherIncarnation() throws Exception {
        connected().supersede("go");
        WholeDaemon.exitCode(daemon);
        daemon = node.start();
        assertThat(node.gate.hello().incarnation()).isEqualTo(2);
    }

    @Test
    void aSecondDaemonInTheSameFolderExitsAtOnce() throws Exception {
        connected();
        assertThat(WholeDaemon.exitCode(node.start())).isEqualTo(75);
        assertThat(node.printed.toString(java.nio.charset.StandardCharsets.UTF_8))
                .contains("another daemon is running in");
    }

    @Test
    void anOldCertificateIsRenewedOnTheStream() throws Exception {
        node.enrol(Duration.ofDays(21), Duration.ofDays(9));
        node.gate.hello();
        NodeGate.Outbound head = node.gate.stream();
        String before = Files.readString(node.folder.certificate());
        String request = node.gate
                .report(report -> report.renewal().isPresent())
                .renewal()
                .orElseThrow();
        String certificate = node.certificate(request, Duration.ofDays(1), Duration.ofDays(30));
        head.desired(node.gate.wants(2, Phase.RUN, Optional.of(certificate)));
        Eventually.isTrue(
                "it is installed",
                () -> Files.readString(node.folder.certificate()).equals(certificate));
        assertThat(certificate).isNotEqualTo(before);
    }

    @Test
    void anInvalidCertificateIsNotInstalled() throws Exception {
        NodeGate.Outbound head = connected();
        String before = Files.readString(node.folder.certificate());
        head.desired(node.gate.wants(
                2, Phase.RUN, Optional.of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")));
        node.gate.report(report -> report.appliedVersion() == 2);
        assertThat(Files.readString(node.folder.certificate())).isEqualTo(before);
    }

    @Test
    void anExpiredCertificateIsReplaced() throws Exception {
        connected().supersede("go");
        WholeDaemon.exitCode(daemon);
        String expired =
                node.certificate(Files.readString(node.folder.request()), Duration.ofDays(30), Duration.ofDays(-1));
        Files.writeString(node.folder.certificate(), expired);
        Files.delete(node.folder.request());
        daemon = node.start();
        node.enrol();
        assertThat(node.gate.hello().incarnation()).isEqualTo(2);
    }
}
