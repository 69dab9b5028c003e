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

/** Whom a certificate speaks for, as the one {@code muster:} URI among its subject alternative names. */
public sealed interface CertificateSubject {
    ClusterId clusterId();

    /** {@code muster://<cluster_id>/<node-key>} or {@code muster://<cluster_id>/operator/<person@machine>}, in ASCII. */
    String uri();

    /** A daemon. */
    record Node(ClusterId clusterId, NodeKey node) implements CertificateSubject {
        @Override
        public String uri() {
            return SubjectUri.of(clusterId, node.value());
        }
    }

    /**
     * A person who may ask the head for things.
     *
     * @param person {@code person@machine}: 1 to 200 characters, no control character and no {@code /}
     */
    record Operator(ClusterId clusterId, String person) implements CertificateSubject {
        public Operator {
            if (person.isBlank()
                    || person.length() > 200
                    || person.indexOf('/') >= 0
                    || person.codePoints().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "not a person@machine: 1 to 200 characters without '/' and controls");
            }
        }

        @Override
        public String uri() {
            return SubjectUri.of(clusterId, SubjectUri.OPERATOR + person);
        }
    }

    /** Empty for anything that is not exactly what {@link #uri()} writes: a subject has one spelling. */
    static Optional<CertificateSubject> parse(String uri) {
        return SubjectUri.parse(uri).filter(subject -> subject.uri().equals(uri));
    }

    /** Empty where the certificate has no {@code muster:} URI, more than one, or one that is not a subject. */
    static Optional<CertificateSubject> of(X509Certificate certificate) {
        List<String> uris = SubjectUri.namesOf(certificate);
        return uris.size() == 1 ? parse(uris.getFirst()) : Optional.empty();
    }

    /** The name that the head's own certificate carries: its clients check this and never an address. */
    static String headName(ClusterId clusterId) {
        return "head." + clusterId;
    }
}

final class SubjectUri {
    static final String OPERATOR = "operator/";
    private static final String SCHEME = "muster";
    private static final int LONGEST = 2048;
    private static final Integer URI_NAME = 6;

    private SubjectUri() {}

    static String of(ClusterId clusterId, String path) {
        try {
            return new URI(SCHEME, clusterId.value(), "/" + path, null, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a subject: " + path, e);
        }
    }

    static Optional<CertificateSubject> parse(String text) {
        if (text.length() > LONGEST) {
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
