package dev.muster.head.program;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.UserError;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.ca.CertificateAuthority;
import dev.muster.head.port.Enrolment;
import dev.muster.head.state.Store;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.IdentityRequest;

/** Signs certificates for the open nodes of the head's state, and for no other node key. */
final class HeadEnrolment implements Enrolment {
    private final Store store;
    private final HeadLocation location;
    private final CertificateAuthority authority;

    HeadEnrolment(Store store, HeadLocation location, CertificateAuthority authority) {
        this.store = store;
        this.location = location;
        this.authority = authority;
    }

    @Override
    public String enrol(NodeKey node, String request) {
        if (!store.state().isLive(node)) {
            throw new UserError(
                    "cannot enrol '" + node + "': it is not a node of this cluster",
                    "run 'cluster status' to see the nodes");
        }
        return authority.enrol(new CertificateSubject.Node(location.clusterId(), node), IdentityRequest.parse(request));
    }
}
