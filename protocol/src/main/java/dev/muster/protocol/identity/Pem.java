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

/** Reads and writes the PEM text form of keys and certificates (RFC 7468). Input with more than 64 KiB or 8 certificates is refused. */
public final class Pem {
    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_CERTIFICATES = 8;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    /** Encodes one block. @param label such as {@code CERTIFICATE} */
    public static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** Decodes the blocks with this label, in order. @throws IllegalArgumentException if the text is too long or a block is not base64 */
    public static List<byte[]> blocks(String label, String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("PEM text is too long: " + text.length() + " characters");
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

    /** Encodes the certificates, in order. */
    public static String ofCertificates(List<X509Certificate> chain) {
        return chain.stream().map(Pem::ofCertificate).collect(Collectors.joining());
    }

    private static String ofCertificate(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("cannot encode the certificate", e);
        }
    }

    /** Decodes one or more certificates. @throws IllegalArgumentException if there is none, there are too many, or one is invalid */
    public static List<X509Certificate> certificates(String text) {
        List<byte[]> blocks = blocks("CERTIFICATE", text);
        if (blocks.isEmpty() || blocks.size() > MAX_CERTIFICATES) {
            throw new IllegalArgumentException("expected 1 to 8 certificates in PEM, found " + blocks.size());
        }
        return blocks.stream().map(Pem::certificate).toList();
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("invalid certificate", e);
        }
    }
}
