package dev.muster.head.program;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.event.Event;
import dev.muster.core.node.Welcome;
import dev.muster.core.port.Time;
import dev.muster.head.api.ControlService;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.api.StepLogs;
import dev.muster.head.api.StoredInputs;
import dev.muster.head.ca.CertificateAuthority;
import dev.muster.head.ca.OperatorCertificates;
import dev.muster.head.loop.CurrentSite;
import dev.muster.head.loop.HeadLoop;
import dev.muster.head.loop.HeadTiming;
import dev.muster.head.loop.LoopWakeup;
import dev.muster.head.port.Enrolment;
import dev.muster.head.port.SiteFactory;
import dev.muster.head.registry.NodeTable;
import dev.muster.head.state.Store;
import dev.muster.protocol.ControlEndpoint;
import dev.muster.protocol.NodeEndpoint;
import io.grpc.BindableService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A control plane, put together: listens when it is made; its two loops are run by whoever made it. */
public final class HeadProgram implements AutoCloseable {
    private static final String PORT = "port";
    private static final long NOTES_EVERY_MILLIS = 1000;

    private final Store store;
    private final HeadLoop loop;
    private final ControlService desk;
    private final OperatorCertificates operators;
    private final HeadListener listening;
    private final AddressBook addresses;
    private final StopRequestFile stopNote;

    /**
     * What differs between the real head and one in a test.
     *
     * @param reader a config's full form, if all of it is supported
     * @param sites gets what the launcher must know of this head
     * @param executor runs work in the background, a thread each
     */
    public record Outside(
            HeadTiming timing,
            Time time,
            Executor executor,
            Function<String, ClusterConfig> reader,
            Function<Inside, SiteFactory> sites) {}

    /**
     * What the launcher must know.
     *
     * @param address host:port, as nodes reach this head
     */
    public record Inside(HeadLocation place, StoredInputs inputs, Enrolment enrolment, Address address) {}

    /** Known once the head listens. */
    public static final class Address {
        private final HeadLocation place;
        private volatile int port;

        Address(HeadLocation place) {
            this.place = place;
        }

        public String text() {
            return place.address() + ":" + port;
        }
    }

    public static HeadProgram start(HeadLocation place, int port, Outside outside)
            throws IOException, InterruptedException {
        Store store =
                Store.open(place.control().resolve("state.db"), place.cluster(), place.clusterId(), outside.reader());
        try {
            return new HeadProgram(place, port, outside, store);
        } catch (IOException | InterruptedException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private HeadProgram(HeadLocation place, int port, Outside outside, Store store)
            throws IOException, InterruptedException {
        Time time = outside.time();
        this.store = store;
        CertificateAuthority authority = CertificateAuthority.open(place.control(), place.clusterId(), time);
        Enrolment enrolment = new HeadEnrolment(store, place, authority);
        StoredInputs inputs = new StoredInputs(place.control());
        Address address = new Address(place);
        LoopWakeup wake = new LoopWakeup();
        HeadTiming timing = outside.timing();
        NodeTable table = new NodeTable(
                store::state,
                new Welcome(store.epoch(), timing.lease(), timing.reportInterval()),
                enrolment,
                time,
                wake::now);
        CurrentSite site = new CurrentSite(outside.sites().apply(new Inside(place, inputs, enrolment, address)));
        this.loop = new HeadLoop(
                new HeadLoop.Parts(store, table, site, node -> new StepLogs(place, node, store)),
                timing,
                time,
                wake,
                outside.executor());
        this.desk = new ControlService(new ControlService.Parts(
                store, table, loop, site, enrolment, place, inputs, outside.reader(), address::text, wake, time));
        this.operators = new OperatorCertificates(
                place.control().resolve("operators"), place.clusterId(), authority, time, person -> {});
        this.listening = listen(place, port, authority, table, time);
        address.port = listening.port();
        announce(place, authority, time);
        this.addresses = new AddressBook(place.folder(), () -> desk.of("head").addresses());
        this.stopNote = new StopRequestFile(
                place.folder(), order -> desk.of(order.person()).stop(order));
        addresses.write();
    }

    private HeadListener listen(
            HeadLocation place, int port, CertificateAuthority authority, NodeTable table, Time time)
            throws IOException, InterruptedException {
        Optional<Integer> before = store.remembered(PORT).map(Integer::valueOf);
        if (before.isPresent()) {
            ListenPort.awaitFree(ListenPort.at(place.address(), before.get()), time);
        }
        List<BindableService> services =
                List.of(new NodeEndpoint(table), new ControlEndpoint(operator -> desk.of(operator.name())));
        return new HeadListener(place, authority, services, time, before.orElse(port));
    }

    private void announce(HeadLocation place, CertificateAuthority authority, Time time) throws IOException {
        int port = listening.port();
        Optional<Integer> before = store.remembered(PORT).map(Integer::valueOf);
        if (before.isEmpty() || before.get() != port) {
            store.remember(PORT, Integer.toString(port));
        }
        String moved = before.filter(old -> old != port)
                .map(old -> "; port " + old + " was taken: nodes that are up must be set up again")
                .orElse("");
        store.write(Event.of(time.wallClock(), Event.Kind.HEAD, "started", "listening on port " + port + moved)
                .withDetails(Map.of("epoch", Long.toString(store.epoch()), "version", HeadVersion.text())));
        new HeadFiles(place.folder())
                .writeEndpoint(EndpointFile.json(place, port, authority.certificate(), store.epoch()));
    }

    /** The control loop; until interrupted. */
    public void runLoop() throws InterruptedException {
        loop.run();
    }

    /** The desk of those who may log in on this host; until interrupted. */
    public void runOperatorDesk() throws IOException, InterruptedException {
        operators.run();
    }

    /** Exchanges files in the head's folder until interrupted. A change of a node has its line in the journal. */
    public void runNotes() throws InterruptedException {
        while (true) {
            long seen = store.state().lastSequence();
            addresses.write();
            stopNote.look();
            store.awaitJournal(seen, NOTES_EVERY_MILLIS);
        }
    }

    public void renewWhenDue() throws IOException, InterruptedException {
        listening.renewWhenDue();
    }

    public int port() {
        return listening.port();
    }

    /** What the loop's last turn saw and how long it took. */
    public HeadLoop.View lastTurn() {
        return loop.view();
    }

    /** For those in the same process. */
    public ControlService desk() {
        return desk;
    }

    @Override
    public void close() {
        desk.close();
        listening.close();
        store.close();
    }
}
