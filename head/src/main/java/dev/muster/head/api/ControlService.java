package dev.muster.head.api;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Control;
import dev.muster.core.port.PoolMaintenance;
import dev.muster.core.port.Time;
import dev.muster.core.status.StatusView.PoolHost;
import dev.muster.head.loop.CurrentSite;
import dev.muster.head.loop.HeadLoop;
import dev.muster.head.loop.LoopWakeup;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.port.Enrolment;
import dev.muster.head.registry.NodeTable;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The head's side of the control API. It gives each operator a {@link Control}; all of them share the same services. */
public final class ControlService {
    final Parts parts;
    final ConfigApply configs;
    final ResourceRequests requests;
    final DrainAndStop drains;
    final LogReading logs;
    private volatile boolean closing;

    /**
     * What the API reads and changes.
     *
     * @param reader reads the expanded form of a config; fails if a setting is not supported
     * @param headAddress {@code host:port}, as nodes reach the head
     */
    public record Parts(
            Store store,
            NodeTable table,
            HeadLoop loop,
            CurrentSite site,
            Enrolment enrolment,
            HeadLocation location,
            StoredInputs inputs,
            Function<String, ClusterConfig> reader,
            Supplier<String> headAddress,
            LoopWakeup wakeup,
            Time time) {}

    public ControlService(Parts parts) {
        this.parts = parts;
        this.configs = new ConfigApply(parts);
        this.requests = new ResourceRequests(parts.store, parts.table, parts.loop, parts.time);
        this.drains = new DrainAndStop(parts.store, parts.time);
        this.logs = new LogReading(parts.location, parts.time);
    }

    /** @param operator the name in the operator's certificate */
    public Control of(String operator) {
        return new OperatorControl(this, operator);
    }

    /** Ends all watches, because the head ends. */
    public void close() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    List<PoolHost> pool() {
        return parts.site()
                .of(parts.store().state().config())
                .map(ClusterSite::pool)
                .map(Supplier::get)
                .orElse(List.of());
    }

    PoolMaintenance maintenance() {
        return parts.site()
                .of(parts.store().state().config())
                .map(ClusterSite::maintenance)
                .orElse(PoolMaintenance.NONE);
    }

    Optional<String> hostOf(NodeKey node) {
        return parts.store().state().open(node).flatMap(NodeRow::machine).map(Machine::host);
    }

    void ensureHead() {
        parts.store()
                .changed(draft ->
                        HeadNode.ensure(draft, parts.location(), parts.time().wallClock()));
    }

    String enrol(NodeKey node, String request) {
        if (node.isHead()) {
            ensureHead();
        }
        return parts.enrolment().enrol(node, request);
    }
}
