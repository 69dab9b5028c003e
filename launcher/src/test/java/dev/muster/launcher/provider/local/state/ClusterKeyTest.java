package dev.muster.launcher.provider.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Tests what is read from the output of {@code cluster-key.sh}. */
class ClusterKeyTest {
    @Test
    void readsTheKeyAndTheAddresses() {
        ClusterKey key = ClusterKey.parse("hi\nmuster-key 1\npublic=ssh-ed25519 AAAA\naddresses=10.0.0.1 fd00::1 \n");

        assertThat(key.publicKey()).isEqualTo("ssh-ed25519 AAAA");
        assertThat(key.sourceAddresses("10.0.0.9")).containsExactly("10.0.0.9", "10.0.0.1", "fd00::1");
    }

    @Test
    void aKeyNamedByTheOperatorIsNotSent() {
        assertThat(ClusterKey.parse("muster-key 1\npublic=given\naddresses=\n").publicKey())
                .isEmpty();
    }

    /** The key goes into an authorized_keys file, so output of a login shell must not. */
    @Test
    void refusesAKeyBeforeTheFirstLineAndAnInvalidKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> ClusterKey.parse("public=ssh-ed25519 AAAA\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterKey.parse("muster-key 1\npublic=ssh-ed25519 AAAA\" command=\"x\n"));
    }
}
