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

/** {@code endpoint.json}, see {@code docs/on-a-host.md}. */
final class EndpointFile {
    private EndpointFile() {}

    static String json(HeadLocation place, int port, X509Certificate authority, long epoch) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("cluster", place.cluster());
        values.put("cluster_id", place.clusterId().value());
        values.put("address", place.address());
        values.put("port", port);
        values.put("ca_sha256", sha256(authority));
        values.put("protocol", ProtocolVersion.CURRENT);
        values.put("version", HeadVersion.text());
        values.put("head_epoch", epoch);
        values.put("pid", ProcessHandle.current().pid());
        return JsonText.object(values);
    }

    /** Of the certificate's DER form. */
    private static String sha256(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(Digest.sha256().digest(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("our own certificate has no encoding", e);
        }
    }
}
