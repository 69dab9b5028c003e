package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.ConfigReader;
import dev.muster.config.provider.LocalHosts;
import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.local.state.HostAssignments;
import dev.muster.launcher.provider.local.state.HostHolds;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
import dev.muster.ssh.local.LocalShellHost;
import dev.muster.testkit.CountedHost;
import dev.muster.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool whose hosts are homes on this machine. */
class PoolMaintenanceRoundTest {
    private static final ClusterId ID = new ClusterId("00000000deadbeef");
    private static final String LINE = "from=\"10.0.0.1\",restrict ssh-ed25519 BBBB muster " + ID + "\n";
    private static final String MINE = "ssh-ed25519 AAAA me\n";

    @TempDir
    Path folder;

    private final ManualTime time = ManualTime.of(1);
    private final List<String> touched = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> dead = new HashSet<>();
    private final Set<String> refusing = new HashSet<>();

    @Test
    void probesNoHostsThatAreFine() throws Exception {
        writeRecords(record("a", PoolHostRecord.State.AUTHORISED, ""));
        maintenance(pool(), "a").run(false);

        assertThat(touched).isEmpty();
    }

    @Test
    void probesAnUnreachableHostAgainAndFindsItFree() throws Exception {
        writeRecords(record("a", PoolHostRecord.State.FAILED, ""));
        HostPool pool = pool();
        PoolMaintenanceRound upkeep = maintenance(pool, "a");
        upkeep.run(false);
        assertThat(touched).as("not at once").isEmpty();

        time.advance(Duration.ofSeconds(30));
        upkeep.run(false);

        assertThat(touched).containsExactly("a");
        assertThat(pool.find("a").map(PoolHostRecord::state)).contains(PoolHostRecord.State.AUTHORISED);
        assertThat(pool.find("a").orElseThrow().cpus()).isPositive();
    }

    @Test
    void reportsWhyAHostIsStillNotReached() throws Exception {
        writeRecords(record("a", PoolHostRecord.State.FAILED, ""));
        dead.add("a");
        HostPool pool = pool();
        PoolMaintenanceRound upkeep = maintenance(pool, "a");
        upkeep.run(false);
        time.advance(Duration.ofSeconds(30));
        upkeep.run(false);

        assertThat(pool.find("a").orElseThrow().note()).contains("a is not reached");
    }

    @Test
    void keepsTheReasonIfTheKeyIsStillRefused() throws Exception {
        writeRecords(record("a", PoolHostRecord.State.AUTHORISED, ""));
        refusing.add("a");
        HostPool pool = pool();
        pool.markNotAuthorised("a", "any sentence at all");
        time.advance(Duration.ofMinutes(1));
        maintenance(pool, "a").run(false);

        assertThat(pool.find("a").map(PoolHostRecord::state)).contains(PoolHostRecord.State.NOT_ADMITTED);
        assertThat(pool.find("a").map(PoolHostRecord::note)).contains("any sentence at all");
    }

    @Test
    void keepsWhyUpCouldNotAuthoriseTheHead() throws Exception {
        SshRoute route = new SshRoute("a", 22, "me", Optional.empty());
        writeRecords(new PoolHostRecord(
                "a",
                route,
                List.of(),
                "",
                0,
                0,
                PoolHostRecord.State.FAILED,
                "the operator's key is refused",
                Instant.EPOCH,
                ""));
        refusing.add("a");
        HostPool pool = pool();
        pool.isProbeDue("a");
        time.advance(Duration.ofMinutes(1));
        maintenance(pool, "a").run(false);

        assertThat(pool.find("a").map(PoolHostRecord::note)).contains("the operator's key is refused");
    }

    @Test
    void reportsARefusedKeyAfterAnotherFailure() throws Exception {
        writeRecords(record("a", PoolHostRecord.State.AUTHORISED, ""));
        refusing.add("a");
        HostPool pool = pool();
        pool.markUnfit("a", "a: cannot authorise the head: the disk is full");
        time.advance(Duration.ofMinutes(1));
        maintenance(pool, "a").run(false);

        assertThat(pool.find("a").map(PoolHostRecord::note)).contains("a refuses the key");
    }

    @Test
    void clearsAHostThatLeftTheConfigOnce() throws Exception {
        writeRecords(
                record("a", PoolHostRecord.State.AUTHORISED, "1"), record("b", PoolHostRecord.State.AUTHORISED, "2"));
        keys("b", LINE + MINE);
        node("b", "worker-7", "b");
        HostPool pool = pool();
        maintenance(pool, "a").run(false);

        assertThat(keysOf("b")).content().isEqualTo(MINE);
        assertThat(folder.resolve("b/.muster")).doesNotExist();
        assertThat(pool.find("b").map(PoolHostRecord::state)).contains(PoolHostRecord.State.LEFT);
        assertThat(touched).isNotEmpty().containsOnly("b");

        touched.clear();
        maintenance(pool(), "a").run(false);
        assertThat(touched).as("also by the next head").isEmpty();
    }

    @Test
    void keepsTheHeadsKeyIfAnotherHostSharesTheHome() throws Exception {
        writeRecords(
                record("a", PoolHostRecord.State.AUTHORISED, "1"), record("b", PoolHostRecord.State.AUTHORISED, "1"));
        keys("b", LINE + MINE);
        maintenance(pool(), "a").run(false);

        assertThat(keysOf("b")).content().isEqualTo(LINE + MINE);
    }

    /** An earlier version also deleted the head's folder, with the state and the CA of the whole cluster. */
    @Test
    void removesOnlyFilesOfTheHostIfOthersShareItsHome() throws Exception {
        writeRecords(record("a", PoolHostRecord.State.AUTHORISED, "1"));
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
        writeRecords(
                record("a", PoolHostRecord.State.AUTHORISED, "1"), record("b", PoolHostRecord.State.AUTHORISED, "1"));
        keys("a", LINE + MINE);
        Path head = node("a", "head", "h");
        Path staying = node("a", "worker-1", "a");
        Path leaving = node("a", "worker-2", "b");
        HostPool pool = pool();
        maintenance(pool, "a").run(false);

        assertThat(leaving).doesNotExist();
        assertThat(head.resolve("run")).isEmptyDirectory();
        assertThat(staying.resolve("run")).isEmptyDirectory();
        assertThat(keysOf("a")).content().isEqualTo(LINE + MINE);
        assertThat(pool.find("b").map(PoolHostRecord::state)).contains(PoolHostRecord.State.LEFT);
    }

    /** The config may name the same machine differently now. */
    @Test
    void endsNoNodeOfTheSameMachineUnderAnotherName() throws Exception {
        writeRecords(record("a", PoolHostRecord.State.AUTHORISED, "1"));
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
        writeRecords(
                record("a", PoolHostRecord.State.AUTHORISED, "1"), record("b", PoolHostRecord.State.AUTHORISED, "1"));
        node("a", "worker-1", "a");
        Process staying = marked("worker-1");
        Process leaving = marked("worker-2");
        try {
            maintenance(pool(), "a").run(false);

            assertThat(staying.isAlive()).isTrue();
            assertThat(leaving.waitFor()).isNotZero();
        } finally {
            staying.destroyForcibly();
            leaving.destroyForcibly();
        }
    }

    private static Process marked(String key) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "600");
        builder.environment().put("MUSTER_NODE", ID + "/" + key);
        return builder.start();
    }

    @Test
    void removesTheLineWhenTheLastHostOfASharedHomeLeaves() throws Exception {
        writeRecords(record("b", PoolHostRecord.State.AUTHORISED, "1"));
        Files.createSymbolicLink(folder.resolve("c"), folder.resolve("b"));
        writeRecords(
                record("a", PoolHostRecord.State.AUTHORISED, "2"),
                record("b", PoolHostRecord.State.AUTHORISED, "1"),
                record("c", PoolHostRecord.State.AUTHORISED, "1"));
        keys("b", LINE + MINE);
        HostPool pool = pool();
        maintenance(pool, "a").run(false);

        assertThat(keysOf("b")).content().isEqualTo(MINE);
        assertThat(pool.find("b").map(PoolHostRecord::state)).contains(PoolHostRecord.State.LEFT);
        assertThat(pool.find("c").map(PoolHostRecord::state)).contains(PoolHostRecord.State.LEFT);
    }

    @Test
    void waitsUntilNoNodeIsOnAHostThatLeftTheConfig() throws Exception {
        writeRecords(record("b", PoolHostRecord.State.AUTHORISED, "2"));
        keys("b", LINE + MINE);
        Files.writeString(folder.resolve("hosts"), "worker-1\tb\tworker\tworker-1\n");
        maintenance(pool(), "a").run(false);

        assertThat(touched).isEmpty();
    }

    @Test
    void triesAgainToClearAHostThatDoesNotAnswer() throws Exception {
        writeRecords(record("b", PoolHostRecord.State.AUTHORISED, "2"));
        keys("b", LINE + MINE);
        dead.add("b");
        HostPool pool = pool();
        PoolMaintenanceRound upkeep = maintenance(pool, "a");
        upkeep.run(false);
        assertThat(pool.find("b").orElseThrow().note()).contains("b is not reached");

        dead.clear();
        time.advance(Duration.ofMinutes(2));
        upkeep.run(false);
        assertThat(pool.find("b").map(PoolHostRecord::state)).contains(PoolHostRecord.State.LEFT);
    }

    private PoolMaintenanceRound maintenance(HostPool pool, String... workers) {
        ClusterConfig config = ConfigReader.ofUser()
                .readExpanded(
                        "cluster_name: lab\nprovider: {type: local, head_ip: h, worker_ips: ["
                                + String.join(", ", workers) + "]}\n",
                        "test")
                .config();
        return new PoolMaintenanceRound(
                ID,
                config,
                (LocalHosts) config.provider(),
                new PoolMaintenanceRound.Ledger(
                        pool,
                        new HostAssignments(folder.resolve("hosts")),
                        new HostHolds(folder.resolve("held-hosts")),
                        ""),
                this::connect,
                time);
    }

    private RemoteHost connect(String name) {
        if (dead.contains(name)) {
            throw RemoteFailure.unreachable(name, name + " is not reached");
        }
        if (refusing.contains(name)) {
            throw new RemoteFailure(
                    name, name + " refuses the key", "", false, List.of(), new RemoteFailure.Where.Login());
        }
        return new CountedHost(new LocalShellHost(name, folder.resolve(name)), touched);
    }

    private HostPool pool() {
        return new HostPool(folder.resolve("pool-hosts"), folder.resolve("head-probes"), time);
    }

    private PoolHostRecord record(String host, PoolHostRecord.State state, String home) {
        String root = folder.resolve(host + "/.muster").toString();
        SshRoute route = new SshRoute(host, 22, "me", Optional.empty());
        return new PoolHostRecord(host, route, List.of(), root, 4, 1024, state, "", Instant.EPOCH, home);
    }

    private void writeRecords(PoolHostRecord... records) throws IOException {
        StringBuilder text = new StringBuilder();
        for (PoolHostRecord record : records) {
            text.append(record.toLine()).append('\n');
            Files.createDirectories(folder.resolve(record.host()));
        }
        Files.writeString(folder.resolve("pool-hosts"), text);
    }

    private Path node(String home, String key, String host) throws IOException {
        Path node = folder.resolve(home + "/.muster/lab/" + key);
        Files.createDirectories(node.resolve("run"));
        Files.writeString(node.resolve("machine.properties"), "cluster_id=" + ID + "\nhost=" + host + "\n");
        return node;
    }

    private Path keysOf(String host) {
        return folder.resolve(host + "/.ssh/authorized_keys");
    }

    private void keys(String host, String text) throws IOException {
        Files.createDirectories(folder.resolve(host + "/.ssh"));
        Files.writeString(keysOf(host), text);
    }
}
