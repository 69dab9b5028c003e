package dev.muster.protocol.mapping;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.node.BootIdentity;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import dev.muster.core.node.Welcome;
import dev.muster.protocol.wire.FromNode;
import dev.muster.protocol.wire.Hello;
import dev.muster.protocol.wire.Report;
import dev.muster.protocol.wire.Superseded;
import dev.muster.protocol.wire.ToNode;
import java.time.Duration;
import java.util.Optional;

/** Converts the messages of a daemon's stream. {@code to} writes, {@code from} reads and validates. */
public final class NodeMapping {
    private static final Duration MAX_DURATION = Duration.ofDays(1);

    private NodeMapping() {}

    public static FromNode to(NodeHello hello) {
        return FromNode.newBuilder()
                .setHello(Hello.newBuilder()
                        .setProtocol(hello.protocol())
                        .setVersion(hello.version())
                        .setClusterId(hello.clusterId().value())
                        .setNodeKey(hello.node().value())
                        .setIncarnation(hello.incarnation())
                        .setPid(hello.pid())
                        .setBoot(to(hello.boot()))
                        .setFacts(CommonMapping.to(hello.facts())))
                .build();
    }

    private static dev.muster.protocol.wire.Boot to(BootIdentity boot) {
        return dev.muster.protocol.wire.Boot.newBuilder()
                .setBootId(boot.bootId())
                .setInitStart(boot.initStart())
                .setPidNamespace(boot.pidNamespace())
                .build();
    }

    public static NodeHello from(Hello wire) {
        return new NodeHello(
                Bounds.number("protocol", wire.getProtocol(), 1, 1_000_000),
                Bounds.singleLine("version", wire.getVersion(), 64),
                new ClusterId(wire.getClusterId()),
                new NodeKey(wire.getNodeKey()),
                Bounds.number("incarnation", wire.getIncarnation(), 0, Long.MAX_VALUE),
                Bounds.number("pid", wire.getPid(), 0, Integer.MAX_VALUE),
                new BootIdentity(
                        Bounds.singleLine("boot_id", wire.getBoot().getBootId()),
                        Bounds.number("init_start", wire.getBoot().getInitStart(), 0, Long.MAX_VALUE),
                        Bounds.singleLine("pid_namespace", wire.getBoot().getPidNamespace())),
                CommonMapping.from(wire.getFacts()));
    }

    public static FromNode to(NodeReport report) {
        Report.Builder wire = Report.newBuilder()
                .setAppliedVersion(report.appliedVersion())
                .setUse(CommonMapping.to(report.use()))
                .setDrained(report.drained())
                .setRenewal(report.renewal().orElse(""));
        report.engine().ifPresent(engine -> wire.setEngine(EngineStatusMapping.to(engine)));
        report.facts().ifPresent(facts -> wire.setFacts(CommonMapping.to(facts)));
        report.work().forEach(work -> wire.addWork(WorkMapping.to(work)));
        report.runs().forEach(run -> wire.addRuns(WorkMapping.to(run)));
        return FromNode.newBuilder().setReport(wire).build();
    }

    public static NodeReport from(Report wire) {
        return new NodeReport(
                Bounds.number("applied_version", wire.getAppliedVersion(), 0, Long.MAX_VALUE),
                CommonMapping.from(wire.getUse()),
                WorkMapping.work(wire.getWorkList()),
                wire.getDrained(),
                wire.hasEngine() ? Optional.of(EngineStatusMapping.from(wire.getEngine())) : Optional.empty(),
                wire.hasFacts() ? Optional.of(CommonMapping.from(wire.getFacts())) : Optional.empty(),
                Bounds.optional(Bounds.singleLine("renewal", wire.getRenewal(), 512)),
                WorkMapping.runs(wire.getRunsList()));
    }

    public static ToNode to(Welcome welcome) {
        return ToNode.newBuilder()
                .setWelcome(dev.muster.protocol.wire.Welcome.newBuilder()
                        .setHeadEpoch(welcome.headEpoch())
                        .setLeaseMillis(Math.toIntExact(welcome.lease().toMillis()))
                        .setReportIntervalMillis(
                                Math.toIntExact(welcome.reportInterval().toMillis())))
                .build();
    }

    public static Welcome from(dev.muster.protocol.wire.Welcome wire) {
        return new Welcome(
                Bounds.number("head_epoch", wire.getHeadEpoch(), 0, Long.MAX_VALUE),
                Bounds.duration("lease", wire.getLeaseMillis(), Duration.ofMillis(1), MAX_DURATION),
                Bounds.duration("report_interval", wire.getReportIntervalMillis(), Duration.ofMillis(1), MAX_DURATION));
    }

    public static ToNode to(DesiredState state) {
        return ToNode.newBuilder()
                .setDesired(dev.muster.protocol.wire.DesiredState.newBuilder()
                        .setVersion(state.version())
                        .setPhase(dev.muster.protocol.wire.DesiredState.Phase.valueOf(
                                state.phase().name()))
                        .setDeclared(CommonMapping.to(state.declared()))
                        .putAllLabels(state.labels())
                        .setCertificate(state.certificate().orElse("")))
                .build();
    }

    public static DesiredState from(dev.muster.protocol.wire.DesiredState wire) {
        return new DesiredState(
                Bounds.number("version", wire.getVersion(), 0, Long.MAX_VALUE),
                switch (wire.getPhase()) {
                    case RUN -> DesiredState.Phase.RUN;
                    case DRAIN -> DesiredState.Phase.DRAIN;
                    case STOP -> DesiredState.Phase.STOP;
                    case PHASE_UNSPECIFIED, UNRECOGNIZED -> Bounds.reject("phase", "is unknown");
                },
                CommonMapping.from(wire.getDeclared()),
                CommonMapping.labels(wire.getLabelsMap()),
                Bounds.optional(Bounds.text("certificate", wire.getCertificate(), Bounds.MAX_PEM)));
    }

    public static ToNode superseded(String reason) {
        return ToNode.newBuilder()
                .setSuperseded(Superseded.newBuilder().setReason(Bounds.clip(reason)))
                .build();
    }

    public static String from(Superseded wire) {
        return Bounds.text("reason", wire.getReason(), Bounds.MAX_MESSAGE);
    }
}
