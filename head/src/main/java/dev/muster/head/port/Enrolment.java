package dev.muster.head.port;

import dev.muster.core.NodeKey;
import dev.muster.core.port.NodeSetUp;

/** Signs the identity that a node made for itself: given to the {@link NodeSetUp} when it is built. */
@FunctionalInterface
public interface Enrolment {
    /**
     * @param request as {@code docs/on-a-host.md} says
     * @return the certificate chain as PEM
     * @throws dev.muster.core.failure.UserError where the key is not live in the registry, or the request proves nothing
     */
    String enrol(NodeKey node, String request);
}
