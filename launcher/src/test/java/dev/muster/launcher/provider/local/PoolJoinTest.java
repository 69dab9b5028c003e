package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
import dev.muster.ssh.local.LocalShellHost;
import dev.muster.testkit.ForwardingHost;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is read from the output of {@code join-pool.sh}. */
class PoolJoinTest {
    private static final PoolHostRecord BEFORE = new PoolHostRecord(
            "vm1",
            new SshRoute("10.0.0.2", 22, "me", Optional.empty()),
            List.of(),
            "",
            0,
            0,
            PoolHostRecord.State.FAILED,
            "",
            Instant.EPOCH,
            "");

    @TempDir
    Path home;

    @Test
    void keepsUsersFilesOnTheHost() throws Exception {
        PoolHostRecord found = join("welcome=to this host\nmuster-pool 1\nroot=/home/me/.muster\ncpus=4\n"
                + "memory_kib=2048\nhome=ab\nauthorised=yes\n");

        assertThat(found.state()).isEqualTo(PoolHostRecord.State.AUTHORISED);
        assertThat(found.root()).isEqualTo("/home/me/.muster");
        assertThat(found.cpus()).isEqualTo(4);
        assertThat(found.memoryKib()).isEqualTo(2048);
        assertThat(found.home()).isEqualTo("ab");
    }

    @Test
    void knowsTheMemoryOfAHostWithManyTerabytes() throws Exception {
        PoolHostRecord found = join("muster-pool 1\nmemory_kib=25769803776\nauthorised=yes\n");

        assertThat(found.memoryKib()).isEqualTo(25_769_803_776L);
    }

    @Test
    void aHostWithAnotherClustersLeaseIsHeld() throws Exception {
        PoolHostRecord found = join("muster-pool 1\nheld=cluster other of berta\u001b[2J\nauthorised=yes\n");

        assertThat(found.state()).isEqualTo(PoolHostRecord.State.HELD);
        assertThat(found.note()).isEqualTo("cluster other of berta [2J");
    }

    @Test
    void aHostThatAuthorisedNoKeyIsNotAdmitted() throws Exception {
        PoolHostRecord found = join("muster-pool 1\nroot=/home/me/.muster\n");

        assertThat(found.state()).isEqualTo(PoolHostRecord.State.NOT_ADMITTED);
        assertThat(found.note()).endsWith("authorized_keys cannot be written");
    }

    @Test
    void ignoresOutputOfTheLoginShell() throws Exception {
        assertThat(join("authorised=yes\n").state()).isEqualTo(PoolHostRecord.State.NOT_ADMITTED);
    }

    private PoolHostRecord join(String out) throws InterruptedException {
        PoolJoin join = new PoolJoin(new ClusterId("00000000deadbeef"), Optional.empty(), "", "");
        return join.join(BEFORE, new Answering(out, home), false, Instant.EPOCH);
    }

    private static final class Answering extends ForwardingHost {
        private final String out;

        Answering(String out, Path home) {
            super(new LocalShellHost("vm1", home));
            this.out = out;
        }

        @Override
        public RunResult run(RemoteCommand command) {
            return new RunResult(0, out, "authorized_keys cannot be written\n");
        }
    }
}
