package dev.muster.head.program;

import dev.muster.core.event.Event;
import dev.muster.core.port.Time;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.ca.CertificateAuthority;
import dev.muster.head.state.Store;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Records that the head has started and where it listens: in its state, in the journal and in {@code endpoint.json}. */
final class StartRecord {
    private static final String PORT = "port";

    private final HeadLocation location;
    private final Store store;
    private final CertificateAuthority authority;
    private final Time time;

    StartRecord(HeadLocation location, Store store, CertificateAuthority authority, Time time) {
        this.location = location;
        this.store = store;
        this.authority = authority;
        this.time = time;
    }

    /** Returns the port that the head listened on after its last start; empty before the first. */
    Optional<Integer> lastPort() {
        return store.remembered(PORT).map(Integer::valueOf);
    }

    void write(int port) throws IOException {
        Optional<Integer> lastPort = lastPort();
        if (lastPort.isEmpty() || lastPort.get() != port) {
            store.remember(PORT, Integer.toString(port));
        }
        String moved = lastPort.filter(last -> last != port)
                .map(last -> "; port " + last + " was taken, so running nodes cannot connect and are replaced")
                .orElse("");
        store.write(Event.of(time.wallClock(), Event.Kind.HEAD, "started", "listening on port " + port + moved)
                .withDetails(Map.of("epoch", Long.toString(store.epoch()), "version", HeadVersion.text())));
        new HeadFiles(location.folder())
                .writeEndpoint(EndpointFile.json(location, port, authority.certificate(), store.epoch()));
    }
}
