package dev.muster.head.program;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.UserError;
import dev.muster.head.control.HeadPlace;
import dev.muster.head.identity.Authority;
import dev.muster.head.port.Enrolment;
import dev.muster.head.state.Store;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.Subject;

/** Certificates for nodes: only for keys that are live in the registry. */
final class HeadEnrolment implements Enrolment {
    private final Store store;
    private final HeadPlace place;
    private final Authority authority;

    HeadEnrolment(Store store, HeadPlace place, Authority authority) {
        this.store = store;
        this.place = place;
        this.authority = authority;
    }

    @Override
    public String enrol(NodeKey node, String request) {
        if (!store.state().isLive(node)) {
            throw new UserError("'" + node + "' is no node of this cluster: it gets no certificate");
        }
        return authority.enrol(new Subject.Node(place.clusterId(), node), IdentityRequest.parse(request));
    }
}
