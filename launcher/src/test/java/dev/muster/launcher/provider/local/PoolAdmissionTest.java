package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.port.SystemTime;
import dev.muster.core.port.Time;
import dev.muster.launcher.Marker;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.provider.Admission;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.local.LocalShellHost;
import dev.muster.testkit.CountedHost;
import dev.muster.testkit.ForwardingHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which hosts of a pool {@code up} connects to. Each host is a home folder on this machine. */
class PoolAdmissionTest {
    private static final ClusterId ID = new ClusterId("00000000deadbeef");

    @TempDir
    Path folder;

    private final List<String> touched = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    /** The machine of each host, if it is not one of its own. */
    private final Map<String, String> machines = new ConcurrentHashMap<>();

    private final Semaphore answered = new Semaphore(0);
    private Path key;
    private List<SshTarget> jumps = List.of();
    private boolean answersAtOnce;

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
    void connectsToNoHostIfNothingChanged() throws Exception {
        join("a", "b");
        touched.clear();
        join("a", "b");

        assertThat(touched).isEmpty();
    }

    /** The records of a large pool have no room in a command line of the head's host. */
    @Test
    void admitsTwoThousandHosts() throws Exception {
        String[] names = IntStream.range(0, 2_000)
                .mapToObj(number -> "a-host-with-a-name-of-usual-length-" + number)
                .toArray(String[]::new);
        answersAtOnce = true;
        PoolAdmission up = new PoolAdmission(
                new Hosts(List.of(names)), ID, Optional.of(key.toString()), List.of(), new SystemTime());
        Admission.Result first = up.admit(head());

        assertThat(first.unusable()).isEmpty();
        assertThat(first.trial().run()).isEmpty();
        assertThat(PoolHostRecord.parse(Files.readString(folder.resolve("head/control/pool-hosts"))))
                .hasSize(2_000)
                .allMatch(PoolHostRecord::isAuthorised);
    }

    @Test
    void connectsOnlyToNewHosts() throws Exception {
        join("a", "b");
        touched.clear();
        List<PoolHostRecord> records = join("a", "b", "c");

        assertThat(touched).containsExactly("c");
        assertThat(records).hasSize(3);
    }

    @Test
    void connectsToNoHostWhenOneLeavesTheConfig() throws Exception {
        join("a", "b");
        touched.clear();
        join("a");

        assertThat(touched).isEmpty();
        assertThat(folder.resolve("head/control/pool-hosts")).content().contains("b\t");
    }

    @Test
    void refusesTheSecondNameOfAMachine() throws Exception {
        machines.put("b", "one");
        machines.put("c", "one");
        List<PoolHostRecord> records = join("a", "b", "c");

        assertThat(records).extracting(PoolHostRecord::isAuthorised).containsExactly(true, true, false);
        assertThat(records.get(2).note()).isEqualTo("c: is the same machine as b; list it once");
    }

    @Test
    void doesNotWaitForASilentHostAndTriesItLater() throws Exception {
        silent.add("b");
        PoolAdmission up = new PoolAdmission(
                new Hosts(List.of("a", "b", "c")), ID, Optional.of(key.toString()), List.of(), new AfterAnswers(2));

        Admission.Result admitted = up.admit(head());

        assertThat(admitted.unusable()).isEmpty();
        assertThat(admitted.late()).containsExactly("b");
        assertThat(folder.resolve("head/control/pool-hosts")).content().contains("a\t", "\tFAILED\tit did not answer");

        silent.clear();
        assertThat(admitted.trial().run()).isEmpty();
        assertThat(folder.resolve("head/control/pool-hosts"))
                .content()
                .contains("a\t", "b\t", "c\t")
                .doesNotContain("FAILED");
    }

    @Test
    void authorisesAJumpHostOnceBeforeTheHostsBehindIt() throws Exception {
        jumps = List.of(target("gate"));
        List<PoolHostRecord> records = joinWithOwnKey("a", "b");

        assertThat(touched).containsExactlyInAnyOrder("gate", "a", "b").startsWith("gate");
        assertThat(records).allSatisfy(record -> {
            assertThat(record.isAuthorised()).as(record.note()).isTrue();
            assertThat(record.jumps()).containsExactly(SshRoute.to(target("gate")));
        });
        assertThat(folder.resolve("gate/.ssh/authorized_keys"))
                .content()
                .startsWith("from=\"10.0.0.1")
                .contains("command=\"exit 1\"");
        assertThat(folder.resolve("a/.ssh/authorized_keys"))
                .content()
                .contains("gate\",restrict ")
                .doesNotContain("10.0.0.1,");
        touched.clear();
        joinWithOwnKey("a", "b");
        assertThat(touched).isEmpty();
    }

    @Test
    void probesAHostAgainWhoseRouteChanged() throws Exception {
        joinWithOwnKey("a", "b");
        touched.clear();
        jumps = List.of(target("gate"));
        joinWithOwnKey("a", "b");

        assertThat(touched).containsExactlyInAnyOrder("gate", "a", "b");
    }

    @Test
    void aHostBehindAJumpHostThatRefusesIsNotUsed() throws Exception {
        jumps = List.of(target("gate"));
        Files.writeString(folder.resolve("gate"), "no folder: no home");
        PoolHostRecord record = joinWithOwnKey("a").getFirst();

        assertThat(record.state()).isEqualTo(PoolHostRecord.State.FAILED);
        assertThat(record.note()).startsWith("a: ").contains("head_proxy_jump: gate: ", "auth.head_ssh_private_key");
        assertThat(touched).doesNotContain("a");
    }

    @Test
    void doesNotAuthoriseAKeyThatTheUserNamedOnJumpHosts() throws Exception {
        jumps = List.of(target("gate"));
        assertThat(join("a").getFirst().isAuthorised()).isTrue();

        assertThat(touched).containsExactly("a");
    }

    private List<PoolHostRecord> joinWithOwnKey(String... names) throws InterruptedException {
        return new PoolAdmission(new Hosts(List.of(names)), ID, Optional.empty(), List.of(), new SystemTime())
                .probe(head())
                .records();
    }

    private static SshTarget target(String name) {
        return new SshTarget(
                name,
                name,
                22,
                "me",
                new SshTarget.Keys(List.of(), true, Optional.empty()),
                new SshTarget.Route.Direct(),
                new SshTarget.HostKeyRules(List.of(), true, Optional.empty()));
    }

    /** A clock whose only sleep ends when the given number of hosts have answered and were closed. */
    private final class AfterAnswers implements Time {
        private final int count;

        AfterAnswers(int count) {
            this.count = count;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Instant wallClock() {
            return Instant.EPOCH;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            answered.acquire(count);
        }

        @Override
        public double chance() {
            return 0;
        }
    }

    /** A host that does not answer while it is in the set of silent hosts. */
    private final class MoodyHost extends ForwardingHost {
        MoodyHost(RemoteHost real) {
            super(real);
        }

        @Override
        public RunResult run(RemoteCommand command) throws InterruptedException {
            if (silent.contains(name())) {
                new CountDownLatch(1).await();
            }
            if (answersAtOnce) {
                touched.add(name());
                return new RunResult(
                        0,
                        "muster-pool 1\nroot=/r\ncpus=4\nhome=0123456789abcdef\nauthorised=yes\nmachine=" + name()
                                + "\n",
                        "");
            }
            RunResult result = super.run(command);
            String machine = machines.getOrDefault(name(), name());
            String out = result.out().replaceAll("(?m)^machine=.*$", "machine=" + machine);
            return new RunResult(result.exitCode(), out, result.err());
        }

        @Override
        public void close() {
            super.close();
            if (!silent.contains(name())) {
                answered.release();
            }
        }
    }

    private NodeShell head() {
        return new NodeShell(
                new LocalShellHost("head", folder.resolve("home")),
                new Marker(ID, NodeKey.HEAD),
                folder.toString(),
                folder.resolve("head").toString(),
                OutputSink.NONE);
    }

    private List<PoolHostRecord> join(String... names) throws InterruptedException {
        return new PoolAdmission(
                        new Hosts(List.of(names)), ID, Optional.of(key.toString()), List.of(), new SystemTime())
                .probe(head())
                .records();
    }

    private final class Hosts implements HostConnector {
        private final List<String> names;

        Hosts(List<String> names) {
            this.names = names;
        }

        @Override
        public List<PoolHost> workers() {
            return names.stream().map(this::host).toList();
        }

        private PoolHost host(String name) {
            return new PoolHost(target(name), counted(name), jumps);
        }

        private RemoteHost counted(String name) {
            return new MoodyHost(new CountedHost(new LocalShellHost(name, folder.resolve(name)), touched));
        }

        @Override
        public RemoteHost jump(SshTarget jump) {
            return counted(jump.name());
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
        public HostKeyPins.Lines hostKeys() {
            return new HostKeyPins.Lines(List.of(), List.of());
        }
    }
}
