package dev.muster.head.program;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.UserError;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.ca.CertificateAuthority;
import dev.muster.head.port.Enrolment;
import dev.muster.head.state.Store;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.IdentityRequest;

/** Certificates for nodes: only for keys that are live in the registry. */
final class HeadEnrolment implements Enrolment {
    private final Store store;
    private final HeadLocation place;
    private final CertificateAuthority authority;

    HeadEnrolment(Store store, HeadLocation place, CertificateAuthority authority) {
        this.store = store;
        this.place = place;
        this.authority = authority;
    }

    @Override
    public String enrol(NodeKey node, String request) {
        if (!store.state().isLive(node)) {
            throw new UserError("'" + node + "' is no node of this cluster: it gets no certificate");
        }
        return authority.enrol(new CertificateSubject.Node(place.clusterId(), node), IdentityRequest.parse(request));
    }
}
