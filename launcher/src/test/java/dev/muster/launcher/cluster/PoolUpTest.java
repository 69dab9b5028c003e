package dev.muster.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.Marker;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.host.LocalShellHost;
import dev.muster.launcher.onprem.PoolHost;
import dev.muster.launcher.onprem.PoolHosts;
import dev.muster.launcher.onprem.Reach;
import dev.muster.launcher.ssh.SshTarget;
import dev.muster.testkit.CountedHost;
import dev.muster.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hosts of a pool an {@code up} connects to. Each host is a home of its own on this machine. */
class PoolUpTest {
    private static final ClusterId ID = new ClusterId("00000000deadbeef");

    @TempDir
    Path folder;

    private final List<String> touched = Collections.synchronizedList(new ArrayList<>());
    private Path key;

    @BeforeEach
    void makeKey() throws IOException {
        key = Files.writeString(folder.resolve("key"), "a key that is on the head already");
    }

    @Test
    void connectsToEachHostOnce() throws Exception {
        join("a", "b");

        assertThat(touched).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void connectsToNobodyWhereNothingChanged() throws Exception {
        join("a", "b");
        touched.clear();
        join("a", "b");

        assertThat(touched).isEmpty();
    }

    @Test
    void connectsOnlyToAHostThatIsNew() throws Exception {
        join("a", "b");
        touched.clear();
        List<Reach> reaches = join("a", "b", "c");

        assertThat(touched).containsExactly("c");
        assertThat(reaches).hasSize(3);
    }

    @Test
    void connectsToNobodyWhenAHostLeavesAndTheHeadStillKnowsTheWayToIt() throws Exception {
        join("a", "b");
        touched.clear();
        join("a");

        assertThat(touched).isEmpty();
        assertThat(folder.resolve("head/control/reach")).content().contains("b\t");
    }

    private List<Reach> join(String... names) throws InterruptedException {
        NodeShell shell = new NodeShell(
                new LocalShellHost("head", folder.resolve("home")),
                new Marker(ID, NodeKey.HEAD),
                folder.toString(),
                folder.resolve("head").toString(),
                OutputSink.NONE);
        return new PoolUp(new Hosts(List.of(names)), ID, List.of(), ManualTime.of(1))
                .join(shell, Optional.of(key.toString()));
    }

    private final class Hosts implements PoolHosts {
        private final List<String> names;

        Hosts(List<String> names) {
            this.names = names;
        }

        @Override
        public List<PoolHost> workers() {
            return names.stream().map(this::host).toList();
        }

        private PoolHost host(String name) {
            SshTarget target = new SshTarget(
                    name,
                    name,
                    22,
                    "me",
                    new SshTarget.Keys(List.of(), true, Optional.empty()),
                    new SshTarget.Route.Direct(),
                    new SshTarget.HostKeyRules(List.of(), true, Optional.empty()));
            RemoteHost real = new LocalShellHost(name, folder.resolve(name));
            return new PoolHost(target, new CountedHost(real, touched));
        }

        @Override
        public Optional<String> stateDir() {
            return Optional.empty();
        }

        @Override
        public String headAddress() {
            return "10.0.0.1";
        }

        @Override
        public String pins() {
            return "";
        }
    }
}
