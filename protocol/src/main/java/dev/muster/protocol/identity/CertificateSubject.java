package dev.muster.protocol.identity;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The node or operator that a certificate identifies. It is the only {@code muster:} URI among the certificate's subject alternative names. */
public sealed interface CertificateSubject {
    /** The cluster whose CA issued the certificate. */
    ClusterId clusterId();

    /** The URI, in ASCII: {@code muster://<cluster_id>/<node-key>} or {@code muster://<cluster_id>/operator/<user@machine>}. */
    String uri();

    /** The daemon of one node. */
    record Node(ClusterId clusterId, NodeKey node) implements CertificateSubject {
        @Override
        public String uri() {
            return SubjectUri.of(clusterId, node.value());
        }
    }

    /**
     * An operator, who may call the head's Control service.
     *
     * @param name {@code user@machine}: 1 to 200 characters, without control characters and {@code /}
     */
    record Operator(ClusterId clusterId, String name) implements CertificateSubject {
        public Operator {
            if (name.isBlank()
                    || name.length() > 200
                    || name.indexOf('/') >= 0
                    || name.codePoints().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "the operator's name must have 1 to 200 characters, without '/' and control characters");
            }
        }

        @Override
        public String uri() {
            return SubjectUri.of(clusterId, SubjectUri.OPERATOR + name);
        }
    }

    /** Reads a URI. Empty unless the text is exactly what {@link #uri()} would write, so a subject has only one spelling. */
    static Optional<CertificateSubject> parse(String uri) {
        return SubjectUri.parse(uri).filter(subject -> subject.uri().equals(uri));
    }

    /** Reads a certificate. Empty if it has no {@code muster:} URI, several, or an invalid one. */
    static Optional<CertificateSubject> of(X509Certificate certificate) {
        List<String> uris = SubjectUri.namesOf(certificate);
        return uris.size() == 1 ? parse(uris.getFirst()) : Optional.empty();
    }

    /** The DNS name in the head's own certificate. Clients verify this name and never an address. */
    static String headName(ClusterId clusterId) {
        return "head." + clusterId;
    }
}

/** Reads and writes the URIs of subjects. */
final class SubjectUri {
    static final String OPERATOR = "operator/";
    private static final String SCHEME = "muster";
    private static final int MAX_LENGTH = 2048;
    private static final Integer URI_NAME = 6;

    private SubjectUri() {}

    static String of(ClusterId clusterId, String path) {
        try {
            return new URI(SCHEME, clusterId.value(), "/" + path, null, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("invalid certificate subject: " + path, e);
        }
    }

    static Optional<CertificateSubject> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            String path = uri.getPath();
            if (!SCHEME.equals(uri.getScheme()) || uri.getRawAuthority() == null || path == null || path.length() < 2) {
                return Optional.empty();
            }
            ClusterId clusterId = new ClusterId(uri.getRawAuthority());
            String name = path.substring(1);
            return Optional.of(
                    name.startsWith(OPERATOR)
                            ? new CertificateSubject.Operator(clusterId, name.substring(OPERATOR.length()))
                            : new CertificateSubject.Node(clusterId, new NodeKey(name)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static List<String> namesOf(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return List.of();
            }
            return names.stream()
                    .filter(name -> URI_NAME.equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .filter(uri -> uri.startsWith(SCHEME + ":"))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
