package dev.muster.head.api;

import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Control;
import dev.muster.core.port.Time;
import dev.muster.core.status.StatusView.PoolHost;
import dev.muster.head.loop.CurrentSite;
import dev.muster.head.loop.HeadLoop;
import dev.muster.head.loop.LoopWakeup;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.port.Enrolment;
import dev.muster.head.registry.NodeTable;
import dev.muster.head.state.Store;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every person's {@link Control} is made of. */
public final class ControlService {
    final Parts parts;
    final ConfigApply applying;
    final ResourceRequests requesting;
    final DrainAndStop orders;
    final LogReading logs;
    private volatile boolean closing;

    /** @param reader a config's full form, if all of it is supported */
    public record Parts(
            Store store,
            NodeTable table,
            HeadLoop loop,
            CurrentSite site,
            Enrolment enrolment,
            HeadLocation place,
            StoredInputs inputs,
            Function<String, ClusterConfig> reader,
            Supplier<String> headAddress,
            LoopWakeup wake,
            Time time) {}

    public ControlService(Parts parts) {
        this.parts = parts;
        this.applying = new ConfigApply(parts);
        this.requesting = new ResourceRequests(parts.store, parts.table, parts.loop, parts.time);
        this.orders = new DrainAndStop(parts.store, parts.time);
        this.logs = new LogReading(parts.place, parts.time);
    }

    /** @param person who asks, as their certificate says */
    public Control of(String person) {
        return new OperatorControl(this, person);
    }

    /** Ends the watches, because the head ends. */
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

    void ensureHead() {
        parts.store()
                .changed(draft ->
                        HeadNode.ensure(draft, parts.place(), parts.time().wallClock()));
    }

    String enrol(NodeKey node, String request) {
        if (node.isHead()) {
            ensureHead();
        }
        return parts.enrolment().enrol(node, request);
    }
}
