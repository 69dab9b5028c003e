package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A head whose connections come from an address that it does not know itself, as behind address translation. */
@Tag("whole")
class LabHeadAddressTest {
    private static final int HEAD = 1;
    private static final int WORKER = 2;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private Sandbox sandbox;
    private String hidden;

    @BeforeEach
    void hideTheAddressOfTheHead() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(folder);
        String own = lab.address(HEAD);
        String net = own.substring(0, own.lastIndexOf('.'));
        hidden = net + ".201";
        lab.on(
                HEAD,
                "ip addr add " + hidden + "/24 dev eth0; ip route change " + net + ".0/24 dev eth0 src " + hidden
                        + "; printf '#!/bin/sh\nif [ \"$1\" = -I ]; then echo " + own
                        + "; else exec /bin/hostname \"$@\"; fi\n' >/usr/local/bin/hostname; chmod 755 /usr/local/bin/hostname");
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox != null) {
            sandbox.cluster("down", "-y", "--force");
            String net = hidden.substring(0, hidden.lastIndexOf('.'));
            lab.on(
                    HEAD,
                    "rm -f /usr/local/bin/hostname; ip route change " + net + ".0/24 dev eth0 src " + lab.address(HEAD)
                            + "; ip addr del " + hidden + "/24 dev eth0");
            sandbox.close();
        }
    }

    @Test
    void isAuthorisedFromWhereItCallsByTheUpAfterItWasRefused() throws Exception {
        sandbox.config(new LabFile(lab, "translated").hosts(HEAD, WORKER).min(1).text());

        Sandbox.Ended first = sandbox.cluster("up", "-y");
        assertThat(first.code()).as(first.out() + first.err()).isEqualTo(5);
        assertThat(first.out() + first.err()).contains("cluster up");
        assertThat(lab.on(WORKER, "cat ~/.ssh/authorized_keys")).doesNotContain(hidden);

        // On a machine with much to do, the host is asked too late for the next one.
        assertThat(Patience.comes(SOON, () -> sandbox.cluster("up", "-y").code() == 0))
                .isTrue();
        assertThat(lab.on(WORKER, "cat ~/.ssh/authorized_keys")).contains(hidden);

        sandbox.cluster("down", "-y").expect(0);
        assertThat(lab.on(WORKER, "cat ~/.ssh/authorized_keys")).doesNotContain(hidden);
    }
}
