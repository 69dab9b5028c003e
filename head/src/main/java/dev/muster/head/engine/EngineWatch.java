package dev.muster.head.engine;

import dev.muster.core.NodeKey;
import dev.muster.core.port.Time;
import dev.muster.engine.DrainAnswer;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineUnavailable;
import dev.muster.engine.EngineView;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the engine in a thread of its own: once a second, and four times a second while work waits for nodes. The control loop reads {@link
 * #sight} and is woken when something changed that it decides on.
 */
public final class EngineWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);
    private static final Duration CALM = Duration.ofSeconds(1);
    private static final Duration PENDING = Duration.ofMillis(250);
    private static final int MAX_EVENTS = 100;

    /** Connects to the engine of a config. */
    @FunctionalInterface
    public interface Links {
        /** Returns a link; {@link EngineLink#NONE} if the config has no engine. Equal identities need no new link. */
        EngineLink connect(AppliedConfig config);

        /** Returns what the link depends on. */
        default Object identity(AppliedConfig config) {
            return config.version();
        }
    }

    private final Supplier<State> state;
    private final Links links;
    private final Time time;
    private final Runnable wakeup;
    private volatile EngineLink link = EngineLink.NONE;
    private volatile EngineSight sight = EngineSight.NONE;
    private Optional<Object> identity = Optional.empty();
    private Optional<Sent> sent = Optional.empty();
    private Optional<EngineReport> next = Optional.empty();

    private record Sent(String session, EngineReport report) {}

    /** @param wakeup is called when the loop has something new to decide on */
    public EngineWatch(Supplier<State> state, Links links, Time time, Runnable wakeup) {
        this.state = state;
        this.links = links;
        this.time = time;
        this.wakeup = wakeup;
    }

    /** Polls until it is interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            poll();
            boolean isPending = sight.view().filter(EngineView::isPending).isPresent();
            time.sleep(isPending ? PENDING : CALM);
        }
    }

    /** Asks the engine once, and sends it the newest report. */
    public void poll() throws InterruptedException {
        State now = state.get();
        if (now.config().isEmpty()) {
            return;
        }
        reconnect(now.config().get());
        if (link == EngineLink.NONE) {
            return;
        }
        try {
            see(link.observe(), now);
            sendReport();
        } catch (EngineUnavailable e) {
            fail(e.text());
        }
    }

    private void reconnect(AppliedConfig config) {
        Object wanted = links.identity(config);
        if (identity.filter(wanted::equals).isEmpty()) {
            link.close();
            link = links.connect(config);
            identity = Optional.of(wanted);
            sent = Optional.empty();
            update(EngineSight.NONE);
        }
    }

    private void see(EngineView view, State now) {
        EngineSight before = sight;
        List<NodeKey> open = now.openNodes().stream().map(NodeRow::key).toList();
        synchronized (this) {
            sight = sight.seen(view, time.now()).retaining(open);
        }
        if (!before.trouble().isEmpty()) {
            LOG.info("the engine answers again");
        }
        if (!before.view().equals(Optional.of(view))) {
            wakeup.run();
        }
    }

    private void fail(String why) {
        if (!sight.trouble().equals(why)) {
            LOG.warn("the engine does not answer: {}", why);
        }
        synchronized (this) {
            sight = sight.failed(why);
        }
    }

    private synchronized void update(EngineSight newest) {
        sight = newest;
    }

    /** Sends a report if it differs from the last one, or the engine has forgotten that one. Events are sent once. */
    private void sendReport() throws EngineUnavailable, InterruptedException {
        Optional<EngineReport> report = takeReport();
        String session = sight.view().map(EngineView::session).orElse("");
        if (report.isEmpty() || sent.equals(Optional.of(new Sent(session, report.get())))) {
            return;
        }
        try {
            link.report(report.get());
        } catch (EngineUnavailable e) {
            giveBack(report.get());
            throw e;
        }
        sent = Optional.of(new Sent(session, report.get().withEvents(List.of())));
    }

    private synchronized Optional<EngineReport> takeReport() {
        Optional<EngineReport> taken = next;
        next = Optional.empty();
        return taken.or(() -> sent.map(Sent::report));
    }

    private synchronized void giveBack(EngineReport report) {
        next = Optional.of(withEventsOf(report, next.orElse(report.withEvents(List.of()))));
    }

    /** Takes the report that the engine gets at the next poll. Events that were not sent yet are kept. */
    public synchronized void offer(EngineReport report) {
        next = Optional.of(next.map(older -> withEventsOf(older, report)).orElse(report));
    }

    private static EngineReport withEventsOf(EngineReport older, EngineReport newer) {
        List<String> events = new ArrayList<>(older.events());
        events.addAll(newer.events());
        return newer.withEvents(events.subList(Math.max(0, events.size() - MAX_EVENTS), events.size()));
    }

    /** Asks the engine to drain a node. A refusal counts as use of the node. */
    public DrainAnswer drain(NodeKey key, DrainOrder order) throws EngineUnavailable, InterruptedException {
        DrainAnswer answer = link.drain(key, order);
        if (answer instanceof DrainAnswer.Refused) {
            synchronized (this) {
                sight = sight.inUse(key, time.now());
            }
        }
        return answer;
    }

    /** Returns what is known of the engine. Any thread may call it. */
    public EngineSight sight() {
        return sight;
    }

    @Override
    public void close() {
        link.close();
    }
}
