package dev.muster.head.program;

import dev.muster.core.Digest;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.api.JsonText;
import dev.muster.protocol.ProtocolVersion;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The content of {@code endpoint.json}, see {@code docs/on-a-host.md}. */
final class EndpointFile {
    private EndpointFile() {}

    static String json(HeadLocation location, int port, X509Certificate authority, long epoch) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("cluster", location.cluster());
        values.put("cluster_id", location.clusterId().value());
        values.put("address", location.address());
        values.put("port", port);
        values.put("ca_sha256", sha256(authority));
        values.put("protocol", ProtocolVersion.CURRENT);
        values.put("version", HeadVersion.text());
        values.put("head_epoch", epoch);
        values.put("pid", ProcessHandle.current().pid());
        return JsonText.object(values);
    }

    /** Returns the digest of the certificate's DER form. */
    private static String sha256(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(Digest.sha256().digest(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("the authority's certificate has no encoding", e);
        }
    }
}
