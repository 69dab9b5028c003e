package dev.muster.protocol.identity;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text form of keys and certificates (RFC 7468). Input of more than 64 KiB or 8 certificates is refused. */
public final class Pem {
    private static final int LONGEST = 64 * 1024;
    private static final int MOST_CERTIFICATES = 8;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    /** @param label as in {@code CERTIFICATE} */
    public static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** The blocks with this label, in order. @throws IllegalArgumentException where the text is too long or no base64 */
    public static List<byte[]> blocks(String label, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("too long for PEM: " + text.length() + " characters");
        }
        List<byte[]> found = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).equals(label)) {
                found.add(Base64.getMimeDecoder().decode(matcher.group(2)));
            }
        }
        return found;
    }

    public static String ofCertificates(List<X509Certificate> chain) {
        return chain.stream().map(Pem::ofCertificate).collect(Collectors.joining());
    }

    private static String ofCertificate(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate without encoding", e);
        }
    }

    /** At least one certificate. @throws IllegalArgumentException where there is none, too many, or one is broken */
    public static List<X509Certificate> certificates(String text) {
        List<byte[]> blocks = blocks("CERTIFICATE", text);
        if (blocks.isEmpty() || blocks.size() > MOST_CERTIFICATES) {
            throw new IllegalArgumentException("expected 1 to 8 certificates as PEM, found " + blocks.size());
        }
        return blocks.stream().map(Pem::certificate).toList();
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a broken certificate", e);
        }
    }
}
