package dev.muster.testkit.engine;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.DrainAnswer;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineUnavailable;
import dev.muster.engine.EngineView;
import dev.muster.engine.EngineView.Activity;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.EngineView.Member;
import dev.muster.engine.EngineView.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An engine in memory. It drains as Ray does: an idle node leaves at once, a busy one when {@link #finish} ends its work. */
public final class FakeEngineLink implements EngineLink, EngineStage {
    /** A call of {@link #drain}, whatever the answer was. */
    public record Drain(NodeKey node, DrainOrder order) {}

    private final Map<NodeKey, Member> nodes = new TreeMap<>();
    private final List<Need> waiting = new ArrayList<>();
    private final List<Need> standing = new ArrayList<>();
    private final List<Gang> gangs = new ArrayList<>();
    private final List<Drain> drains = new ArrayList<>();
    private final List<EngineReport> reports = new ArrayList<>();
    private Optional<String> outage = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private int starts = 1;
    private int joined;

    @Override
    public EngineLink link() {
        return this;
    }

    @Override
    public synchronized EngineView observe() throws EngineUnavailable {
        requireAnswer();
        return new EngineView("session-" + starts, nodes, waiting, standing, gangs);
    }

    @Override
    public synchronized DrainAnswer drain(NodeKey node, DrainOrder order) throws EngineUnavailable {
        requireAnswer();
        drains.add(new Drain(node, order));
        Member member = nodes.get(node);
        if (member == null) {
            return new DrainAnswer.Accepted();
        }
        if (refusal.isPresent()) {
            return new DrainAnswer.Refused(refusal.get());
        }
        return switch (order) {
            case DrainOrder.IfIdle _
            when member.activity() == Activity.BUSY -> new DrainAnswer.Refused("the node is not idle");
            case DrainOrder.IfIdle _, DrainOrder.Always _ -> {
                leaveWhenIdle(node, member);
                yield new DrainAnswer.Accepted();
            }
        };
    }

    private void leaveWhenIdle(NodeKey node, Member member) {
        if (member.activity() == Activity.IDLE) {
            nodes.remove(node);
        } else {
            nodes.put(node, with(member, Activity.DRAINING, member.available()));
        }
    }

    @Override
    public synchronized void report(EngineReport report) throws EngineUnavailable {
        requireAnswer();
        reports.add(report);
    }

    private void requireAnswer() throws EngineUnavailable {
        if (outage.isPresent()) {
            throw new EngineUnavailable(outage.get());
        }
    }

    @Override
    public synchronized void join(NodeKey node, Resources total, Map<String, String> labels) {
        joined++;
        nodes.put(node, new Member("id-" + joined, Activity.IDLE, total, total, labels, Optional.empty()));
    }

    @Override
    public synchronized void work(NodeKey node, Resources used) {
        nodes.computeIfPresent(node, (_, member) -> {
            Activity activity = member.activity() == Activity.IDLE ? Activity.BUSY : member.activity();
            return with(member, activity, member.available().minus(used));
        });
    }

    @Override
    public synchronized void finish(NodeKey node) {
        nodes.computeIfPresent(
                node,
                (_, member) ->
                        member.activity() == Activity.DRAINING ? null : with(member, Activity.IDLE, member.total()));
    }

    private static Member with(Member member, Activity activity, Resources available) {
        return new Member(member.id(), activity, member.total(), available, member.labels(), member.activityText());
    }

    @Override
    public synchronized void lose(NodeKey node) {
        nodes.remove(node);
    }

    @Override
    public synchronized void enqueue(PlacementRequest request, int count) {
        waiting.add(new Need(request, count));
    }

    @Override
    public synchronized void hold(PlacementRequest request, int count) {
        standing.add(new Need(request, count));
    }

    @Override
    public synchronized void enqueue(Gang gang) {
        gangs.add(gang);
    }

    /** Ends all demand. */
    public synchronized void clearDemand() {
        waiting.clear();
        standing.clear();
        gangs.clear();
    }

    /** Refuses to drain any node that it has, until {@link #acceptDrains}. */
    public synchronized void refuseDrains(String why) {
        refusal = Optional.of(why);
    }

    public synchronized void acceptDrains() {
        refusal = Optional.empty();
    }

    /** Fails every call with this message until {@link #recover} or {@link #restart}. */
    public synchronized void fail(String message) {
        outage = Optional.of(message);
    }

    /** Answers again, and has forgotten nothing. */
    public synchronized void recover() {
        outage = Optional.empty();
    }

    @Override
    public synchronized void stop() {
        fail("the engine does not answer");
    }

    /** As in Ray, requested capacity is lost too. */
    @Override
    public synchronized void restart() {
        starts++;
        standing.clear();
        reports.clear();
        recover();
    }

    public synchronized List<Drain> drains() {
        return List.copyOf(drains);
    }

    /** Returns the reports since the last start, the oldest first. */
    public synchronized List<EngineReport> reports() {
        return List.copyOf(reports);
    }

    @Override
    public synchronized void close() {
        fail("the link is closed");
    }
}
