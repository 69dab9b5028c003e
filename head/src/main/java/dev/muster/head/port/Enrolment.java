package dev.muster.head.port;

import dev.muster.core.NodeKey;

/** Signs the certificate of a node for the key pair that the node made for itself. */
@FunctionalInterface
public interface Enrolment {
    /**
     * Signs a certificate for the node.
     *
     * @param request the identity request, in the format that {@code docs/on-a-host.md} describes
     * @return the certificate chain as PEM
     * @throws dev.muster.core.failure.UserError if no open node has this key, or the request is invalid
     */
    String enrol(NodeKey node, String request);
}
