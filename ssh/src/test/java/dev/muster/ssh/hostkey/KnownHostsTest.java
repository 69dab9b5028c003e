package dev.muster.ssh.hostkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class KnownHostsTest {
    private static final HostKey A = new HostKey("ssh-ed25519", bytes("key a"));
    private static final HostKey B = new HostKey("ssh-ed25519", bytes("key b"));
    private static final HostKey OTHER_TYPE = new HostKey("ssh-rsa", bytes("key r"));

    @Test
    void aListedKeyIsKnown() {
        assertThat(judge("vm1,10.0.0.1 " + words(A), "10.0.0.1", A)).isInstanceOf(KnownHosts.Verdict.Known.class);
    }

    @Test
    void anotherKeyIsAChangedOneAndTellsWhereTheOldOneStands() {
        KnownHosts.Verdict verdict = judge("# comment\nvm1 " + words(A), "vm1", B);
        assertThat(verdict).isInstanceOf(KnownHosts.Verdict.Changed.class);
        assertThat(((KnownHosts.Verdict.Changed) verdict).known().place()).isEqualTo("file:2");
    }

    @Test
    void aKeyOfATypeNeverSeenIsNoWayAroundTheKnownOne() {
        assertThat(judge("vm1 " + words(A), "vm1", OTHER_TYPE)).isInstanceOf(KnownHosts.Verdict.Changed.class);
    }

    @Test
    void aPortOfItsOwnIsAHostOfItsOwn() {
        assertThat(judge("[vm1]:2222 " + words(A), "[vm1]:2222", A)).isInstanceOf(KnownHosts.Verdict.Known.class);
        assertThat(judge("[vm1]:2222 " + words(A), "vm1", A)).isInstanceOf(KnownHosts.Verdict.Unknown.class);
    }

    @Test
    void hashedNamesAreFound() throws GeneralSecurityException {
        byte[] salt = bytes("12345678901234567890");
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        Base64.Encoder base64 = Base64.getEncoder();
        String name = "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(mac.doFinal(bytes("vm1")));
        assertThat(judge(name + " " + words(A), "vm1", A)).isInstanceOf(KnownHosts.Verdict.Known.class);
        assertThat(judge(name + " " + words(A), "vm2", A)).isInstanceOf(KnownHosts.Verdict.Unknown.class);
    }

    @Test
    void patternsMatchAndNegatedOnesExclude() {
        String line = "*.lab,!bad.lab " + words(A);
        assertThat(judge(line, "vm1.LAB", A)).isInstanceOf(KnownHosts.Verdict.Known.class);
        assertThat(judge(line, "bad.lab", A)).isInstanceOf(KnownHosts.Verdict.Unknown.class);
    }

    @Test
    void aRevokedKeyIsRefusedEvenWhereItIsListed() {
        String lines = "vm1 " + words(A) + "\n@revoked * " + words(A);
        assertThat(judge(lines, "vm1", A)).isInstanceOf(KnownHosts.Verdict.Revoked.class);
        assertThat(judge(lines, "vm1", B)).isInstanceOf(KnownHosts.Verdict.Changed.class);
    }

    @Test
    void anAuthorityIsNamedButDoesNotMakeAHostKnown() {
        KnownHosts.Verdict verdict = judge("@cert-authority *.lab " + words(A), "vm1.lab", B);
        assertThat(verdict).isInstanceOf(KnownHosts.Verdict.Unknown.class);
        assertThat(((KnownHosts.Verdict.Unknown) verdict).authority().map(KnownHostLine::place))
                .isEqualTo(Optional.of("file:1"));
    }

    @Test
    void linesThatCannotBeReadArePassedOver() {
        String lines = "vm1\nvm1 ssh-ed25519 ***\n@odd vm1 " + words(A) + "\n\nvm1 " + words(B);
        assertThat(judge(lines, "vm1", B)).isInstanceOf(KnownHosts.Verdict.Known.class);
    }

    private static KnownHosts.Verdict judge(String text, String name, HostKey shown) {
        return KnownHosts.parse(text, "file").judge(name, shown);
    }

    private static String words(HostKey key) {
        return key.knownHostsLine("").strip();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
