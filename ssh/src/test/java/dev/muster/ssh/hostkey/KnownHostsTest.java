package dev.muster.ssh.hostkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A host key is compared with the lines of known_hosts files. */
class KnownHostsTest {
    private static final HostKey A = new HostKey("ssh-ed25519", bytes("key a"));
    private static final HostKey B = new HostKey("ssh-ed25519", bytes("key b"));
    private static final HostKey OTHER_TYPE = new HostKey("ssh-rsa", bytes("key r"));

    @Test
    void knowsAListedKey() {
        assertThat(check("vm1,10.0.0.1 " + fields(A), "10.0.0.1", A)).isInstanceOf(KnownHosts.Result.Known.class);
    }

    @Test
    void reportsAChangedKeyWithTheLineOfTheOldOne() {
        KnownHosts.Result result = check("# comment\nvm1 " + fields(A), "vm1", B);
        assertThat(result).isInstanceOf(KnownHosts.Result.Changed.class);
        assertThat(((KnownHosts.Result.Changed) result).known().place()).isEqualTo("file:2");
    }

    @Test
    void takesAKeyOfAnotherTypeForAChangedKey() {
        assertThat(check("vm1 " + fields(A), "vm1", OTHER_TYPE)).isInstanceOf(KnownHosts.Result.Changed.class);
    }

    @Test
    void distinguishesHostsByPort() {
        assertThat(check("[vm1]:2222 " + fields(A), "[vm1]:2222", A)).isInstanceOf(KnownHosts.Result.Known.class);
        assertThat(check("[vm1]:2222 " + fields(A), "vm1", A)).isInstanceOf(KnownHosts.Result.Unknown.class);
    }

    @Test
    void findsHashedNames() throws GeneralSecurityException {
        byte[] salt = bytes("12345678901234567890");
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        Base64.Encoder base64 = Base64.getEncoder();
        String name = "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(mac.doFinal(bytes("vm1")));
        assertThat(check(name + " " + fields(A), "vm1", A)).isInstanceOf(KnownHosts.Result.Known.class);
        assertThat(check(name + " " + fields(A), "VM1", A)).isInstanceOf(KnownHosts.Result.Known.class);
        assertThat(check(name + " " + fields(A), "VM1", B)).isInstanceOf(KnownHosts.Result.Changed.class);
        assertThat(check(name + " " + fields(A), "vm2", A)).isInstanceOf(KnownHosts.Result.Unknown.class);
    }

    @Test
    void supportsPatternsAndNegatedPatterns() {
        String line = "*.lab,!bad.lab " + fields(A);
        assertThat(check(line, "vm1.LAB", A)).isInstanceOf(KnownHosts.Result.Known.class);
        assertThat(check(line, "bad.lab", A)).isInstanceOf(KnownHosts.Result.Unknown.class);
    }

    @Test
    void prefersARevocationOverAListedKey() {
        String lines = "vm1 " + fields(A) + "\n@revoked * " + fields(A);
        assertThat(check(lines, "vm1", A)).isInstanceOf(KnownHosts.Result.Revoked.class);
        assertThat(check(lines, "vm1", B)).isInstanceOf(KnownHosts.Result.Changed.class);
    }

    @Test
    void reportsAnAuthorityOfAnUnknownHost() {
        KnownHosts.Result result = check("@cert-authority *.lab " + fields(A), "vm1.lab", B);
        assertThat(result).isInstanceOf(KnownHosts.Result.Unknown.class);
        assertThat(((KnownHosts.Result.Unknown) result).authority().map(KnownHostLine::place))
                .isEqualTo(Optional.of("file:1"));
    }

    @Test
    void ignoresInvalidLines() {
        String lines = "vm1\nvm1 ssh-ed25519 ***\n@odd vm1 " + fields(A) + "\n\nvm1 " + fields(B);
        assertThat(check(lines, "vm1", B)).isInstanceOf(KnownHosts.Result.Known.class);
    }

    private static KnownHosts.Result check(String text, String name, HostKey presented) {
        return KnownHosts.parse(text, "file").check(name, presented);
    }

    private static String fields(HostKey key) {
        return key.knownHostsLine("").strip();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
