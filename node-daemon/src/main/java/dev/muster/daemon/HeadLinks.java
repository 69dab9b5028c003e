package dev.muster.daemon;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.NodeReport;
import dev.muster.core.node.Welcome;
import dev.muster.daemon.behaviour.DaemonEvent;
import dev.muster.daemon.folder.NodeFolder;
import dev.muster.daemon.folder.NodeProperties;
import dev.muster.daemon.identity.Enrolment;
import dev.muster.protocol.identity.Identity;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** The single connection to the head. Each attempt gets a number, and reads the address and the certificate again, because both may have changed. */
final class HeadLinks {
    private final NodeFolder folder;
    private final Enrolment enrolment;
    private final HeadDialer dialer;
    private final Inbox inbox;
    private final Function<NodeFacts, NodeHello> hello;
    private long current;
    private Optional<NodeLink> open = Optional.empty();

    HeadLinks(
            NodeFolder folder,
            Enrolment enrolment,
            HeadDialer dialer,
            Inbox inbox,
            Function<NodeFacts, NodeHello> hello) {
        this.folder = folder;
        this.enrolment = enrolment;
        this.dialer = dialer;
        this.inbox = inbox;
        this.hello = hello;
    }

    void dial(long link, NodeFacts facts) {
        disconnect(current);
        current = link;
        try {
            Optional<Identity> identity = enrolment.current();
            if (identity.isEmpty() || enrolment.seemsExpired(identity.get())) {
                enrolment.request();
            }
            if (identity.isEmpty()) {
                throw new IOException("no valid certificate; run 'cluster up' to get a new one");
            }
            String address = NodeProperties.read(folder.properties()).headAddress();
            open = Optional.of(dialer.dial(address, identity.get(), hello.apply(facts), new LinkListener(link)));
        } catch (IOException | RuntimeException e) {
            inbox.put(new DaemonEvent.ConnectionLost(link, String.valueOf(e.getMessage())));
        }
    }

    void report(long link, NodeReport report) {
        if (link == current) {
            open.ifPresent(connection -> connection.report(report));
        }
    }

    void disconnect(long link) {
        if (link == current) {
            open.ifPresent(NodeLink::close);
            open = Optional.empty();
        }
    }

    private final class LinkListener implements NodeLink.Listener {
        private final long link;

        LinkListener(long link) {
            this.link = link;
        }

        @Override
        public void welcomed(Welcome welcome) {
            inbox.put(new DaemonEvent.Welcomed(link, welcome));
        }

        @Override
        public void desired(DesiredState state) {
            inbox.put(new DaemonEvent.DesiredStateReceived(link, state));
        }

        @Override
        public void superseded(String reason) {
            inbox.put(new DaemonEvent.Superseded(link, reason));
        }

        @Override
        public void lost(String reason) {
            inbox.put(new DaemonEvent.ConnectionLost(link, reason));
        }
    }
}
