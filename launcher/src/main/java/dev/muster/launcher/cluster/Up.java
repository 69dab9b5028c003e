package dev.muster.launcher.cluster;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.control.Applied;
import dev.muster.core.control.Control;
import dev.muster.core.event.Journal;
import dev.muster.core.port.OutputSink;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.ControlStep;
import dev.muster.launcher.bootstrap.DaemonStep;
import dev.muster.launcher.bootstrap.HeadContact;
import dev.muster.launcher.bootstrap.HostCheck;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bootstrap.NodePlanner;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.bootstrap.NodeSpec;
import dev.muster.launcher.bootstrap.PlannedStep;
import dev.muster.launcher.bootstrap.StepRunner;
import dev.muster.launcher.bundle.Bundle;
import dev.muster.launcher.head.Endpoint;
import dev.muster.launcher.usecase.UpPlanView;
import dev.muster.launcher.usecase.UpReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code cluster up}: the head is made from here; the head makes the workers; we watch until enough are ready. */
final class Up {
    private final HeadSite site;
    private final Wish wish;
    private final Bundle bundle;
    private final Tools tools;

    Up(HeadSite site, Wish wish, Bundle bundle, Tools tools) {
        this.site = site;
        this.wish = wish;
        this.bundle = bundle;
        this.tools = tools;
    }

    /** Looks, changes nothing. */
    UpPlanView plan() throws InterruptedException {
        HostFacts facts = site.look(bundle);
        HostCheck.accept(facts);
        ClusterId clusterId = clusterId(facts);
        NodeSpec spec = spec(clusterId, site.expected());
        List<PlannedStep> steps = new ArrayList<>(NodePlanner.preparation(spec, facts));
        steps.add(control(spec, facts));
        if (!facts.isControlAlive()) {
            return UpPlanner.plan(wish.config(), site.host().name(), steps, Optional.empty(), List.of());
        }
        try (OpenSession session = session(facts)) {
            Control control = session.control();
            Applied changes = control.apply(wish.application().asDryRun());
            StatusView status = control.status();
            return UpPlanner.plan(wish.config(), site.host().name(), steps, Optional.of(status), changes.changes());
        }
    }

    UpReport run(ReadyWatch watch) throws InterruptedException {
        HostFacts facts = site.look(bundle);
        HostCheck.accept(facts);
        ClusterId clusterId = clusterId(facts);
        NodeSpec spec = spec(clusterId, site.machine(clusterId));
        StepRunner steps = runner(spec, facts, watch);
        steps.run(NodePlanner.preparation(spec, facts));
        steps.run(control(spec, facts));
        try (OpenSession session = session(facts)) {
            Control control = session.control();
            Applied applied = control.apply(wish.application());
            steps.run(daemon(spec, facts, session));
            tools.notes()
                    .write(
                            tools.known(site, session.endpoint(), wish),
                            wish.application().expandedConfig());
            return watch.await(control, applied.sequence());
        }
    }

    private PlannedStep control(NodeSpec spec, HostFacts facts) {
        return NodePlanner.program(
                ControlStep.of(spec, facts.root(), wish.application().person()), facts, facts.isControlAlive());
    }

    private PlannedStep daemon(NodeSpec spec, HostFacts facts, OpenSession session) {
        Control control = session.control();
        Endpoint endpoint = session.endpoint();
        HeadContact contact = new HeadContact(endpoint.address() + ":" + endpoint.port(), session.authorityPem());
        return NodePlanner.program(DaemonStep.of(spec, contact, control::enrol), facts, facts.isDaemonAlive());
    }

    private StepRunner runner(NodeSpec spec, HostFacts facts, Journal journal) {
        String folder = site.folders(facts).node(NodeKey.HEAD);
        NodeShell shell = new NodeShell(site.host(), spec.marker(), facts.root(), folder, OutputSink.NONE);
        return new StepRunner(NodeKey.HEAD, shell, journal, tools.time());
    }

    private OpenSession session(HostFacts facts) throws InterruptedException {
        Endpoint endpoint = site.login(facts).endpoint();
        return OpenSession.within(site, facts, endpoint, wish.application().person(), tools.sessionIds());
    }

    private NodeSpec spec(ClusterId clusterId, Machine machine) {
        return new NodeSpec(
                clusterId, wish.config(), machine, bundle, wish.application().inputs());
    }

    private ClusterId clusterId(HostFacts facts) {
        return facts.clusterId().isEmpty() ? tools.newClusterId() : new ClusterId(facts.clusterId());
    }
}
