package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.ConfigReader;
import dev.muster.config.provider.LocalHosts;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.provider.local.state.HostAssignments;
import dev.muster.launcher.provider.local.state.HostHolds;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
import dev.muster.testkit.ManualTime;
import dev.muster.testkit.NodeProviderContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a pool of hosts, one of which another cluster holds and one of which was never reached. */
class LocalNodeProviderTest extends NodeProviderContract {
    @TempDir
    Path folder;

    private final ManualTime time = ManualTime.of(1);

    @Override
    protected NodeProvider provider() {
        write(
                record("a", PoolHostRecord.State.AUTHORISED),
                record("b", PoolHostRecord.State.AUTHORISED),
                record("c", PoolHostRecord.State.AUTHORISED),
                record("d", PoolHostRecord.State.HELD),
                record("e", PoolHostRecord.State.FAILED));
        return new WithoutHead(local(pool()));
    }

    @Override
    protected String type() {
        return "worker";
    }

    @Override
    protected NodeProvider reopened() {
        return new WithoutHead(local(pool()));
    }

    @Test
    void offersNeitherHeldNorUnreachableHosts() {
        provider();

        assertThat(local(pool()).offers()).singleElement().satisfies(offer -> {
            assertThat(offer.count()).isEqualTo(3);
            assertThat(offer.resources().amount("CPU")).isEqualTo(4);
        });
        assertThat(local(pool()).hosts().stream().map(StatusView.PoolHost::state))
                .containsExactly(
                        PoolHostState.FREE,
                        PoolHostState.FREE,
                        PoolHostState.FREE,
                        PoolHostState.HELD,
                        PoolHostState.FAILED);
    }

    @Test
    void putsAFailedHostInQuarantine() {
        provider();
        HostPool pool = pool();
        LocalNodeProvider local = local(pool);

        pool.find("a");
        pool.quarantine("a", "a: no route to host");

        assertThat(local.offers().getFirst().count()).isEqualTo(2);
        time.advance(Duration.ofMinutes(5));
        assertThat(local.offers().getFirst().count()).isEqualTo(3);
    }

    @Test
    void reportsThatNothingIsLeft() {
        provider();
        LocalNodeProvider local = local(pool());
        String offer = local.offers().getFirst().id();

        for (int i = 1; i <= 3; i++) {
            assertThat(local.create(NodeKey.worker("worker", i), "worker", offer))
                    .isInstanceOf(NodeProvider.Creation.Made.class);
        }
        assertThat(local.create(NodeKey.worker("worker", 4), "worker", offer))
                .isInstanceOf(NodeProvider.Creation.CapacityMissing.class);
    }

    @Test
    void offersAHostThatItsHolderReleased() {
        provider();
        HostPool pool = pool();

        pool.saveProbe(record("d", PoolHostRecord.State.AUTHORISED));

        assertThat(local(pool).offers().getFirst().count()).isEqualTo(4);
        assertThat(local(pool()).offers().getFirst().count())
                .as("after the head started again")
                .isEqualTo(4);
    }

    @Test
    void aNewerRecordOfUpReplacesTheHeadsProbe() {
        provider();
        pool().saveProbe(record("d", PoolHostRecord.State.AUTHORISED));

        write(record("d", PoolHostRecord.State.HELD).withState(PoolHostRecord.State.HELD, "cluster other", time.now()));

        assertThat(pool().find("d").map(PoolHostRecord::state)).contains(PoolHostRecord.State.HELD);
    }

    @Test
    void probesAnUnusableHostLessAndLessOften() {
        provider();
        HostPool pool = pool();
        int probes = 0;
        for (int minute = 0; minute < 60; minute++) {
            if (pool.isProbeDue("e")) {
                probes++;
                pool.saveProbe(pool.find("e").orElseThrow());
            }
            time.advance(Duration.ofMinutes(1));
        }

        assertThat(probes).isBetween(6, 12);
    }

    @Test
    void reportsWhyAHostCannotBeUsed() {
        provider();
        HostPool pool = pool();
        pool.saveProbe(record("e", PoolHostRecord.State.FAILED)
                .withState(PoolHostRecord.State.FAILED, "e: no route to host", time.now()));
        pool.markHeld("c", "cluster other of bob");
        pool.quarantine("a", "a: 'setup' exited 7");

        assertThat(local(pool).hosts())
                .filteredOn(host -> !host.heldBy().isEmpty())
                .extracting(StatusView.PoolHost::heldBy)
                .satisfiesExactly(
                        a -> assertThat(a).contains("'setup' exited 7", "(0 s ago, tried again in 20 s)"),
                        c -> assertThat(c).isEqualTo("cluster other of bob (seen 0 s ago, next probe in 20 s)"),
                        e -> assertThat(e).contains("no route to host (seen 0 s ago, next probe in 20 s)"));
    }

    @Test
    void probesAHostThatIsHeldEveryTenSecondsWhileItIsNeeded() {
        provider();
        HostPool pool = pool();
        for (int probe = 0; probe < 6; probe++) {
            pool.saveProbe(pool.find("d").orElseThrow());
        }

        assertThat(pool.isProbeDue("d", true)).isFalse();
        time.advance(Duration.ofSeconds(10));
        assertThat(pool.isProbeDue("d", true)).isTrue();
        assertThat(pool.isProbeDue("d")).as("nobody needs it").isFalse();
    }

    @Test
    void makesNoNodeOnAHostThatAnOperatorHoldsUntilItIsReleased() {
        provider();
        HostPool pool = pool();
        new HostHolds(folder.resolve("held-hosts")).hold("a", "bob: new RAM", time.now());

        assertThat(local(pool).offers().getFirst().count())
                .as("after the head started again")
                .isEqualTo(2);
        assertThat(local(pool).hosts().getFirst().state()).isEqualTo(PoolHostState.ON_HOLD);
        assertThat(local(pool).hosts().getFirst().heldBy()).startsWith("bob: new RAM (since ");
        pool.endPauses();
        assertThat(local(pool).offers().getFirst().count()).as("after an up").isEqualTo(2);

        assertThat(new HostHolds(folder.resolve("held-hosts")).release("a")).isTrue();
        assertThat(local(pool).offers().getFirst().count()).isEqualTo(3);
    }

    @Test
    void anOperatorsUpEndsEveryPause() {
        provider();
        HostPool pool = pool();
        pool.find("a");
        pool.quarantine("a", "'setup' exited 7");
        pool.saveProbe(pool.find("e").orElseThrow());
        assertThat(pool.hasPauses()).isTrue();

        pool.endPauses();

        assertThat(pool.hasPauses()).isFalse();
        assertThat(local(pool).offers().getFirst().count()).isEqualTo(3);
        assertThat(pool.isProbeDue("e")).isTrue();
    }

    @Test
    void saysWhatItsHostsCouldHoldWhileNoneIsFree() {
        provider();
        HostPool pool = pool();
        pool.find("a");
        List.of("a", "b", "c").forEach(host -> pool.quarantine(host, "'setup' exited 7"));

        assertThat(local(pool).offers()).singleElement().satisfies(offer -> {
            assertThat(offer.count()).isZero();
            assertThat(offer.resources().amount("CPU")).isEqualTo(4);
        });
    }

    private LocalNodeProvider local(HostPool pool) {
        ClusterConfig config = ConfigReader.ofUser().readExpanded("""
                        cluster_name: lab
                        provider: {type: local, head_ip: h, worker_ips: [a, b, c, d, e]}
                        """, "test").config();
        LocalHosts hosts = (LocalHosts) config.provider();
        return new LocalNodeProvider(
                config,
                hosts,
                new PoolMaintenanceRound.Ledger(
                        pool,
                        new HostAssignments(folder.resolve("hosts")),
                        new HostHolds(folder.resolve("held-hosts")),
                        ""),
                "10.0.0.1",
                LocalNodeProviderTest::noConnection);
    }

    private static RemoteHost noConnection(String host) {
        throw new AssertionError("nobody connects to " + host + " here");
    }

    private HostPool pool() {
        return new HostPool(folder.resolve("pool-hosts"), folder.resolve("head-probes"), time);
    }

    private static PoolHostRecord record(String host, PoolHostRecord.State state) {
        SshRoute route = new SshRoute(host, 22, "root", Optional.empty());
        return new PoolHostRecord(host, route, List.of(), "/root/.muster", 4, 1024, state, "", Instant.EPOCH, "");
    }

    private void write(PoolHostRecord... records) {
        StringBuilder text = new StringBuilder();
        List.of(records).forEach(record -> text.append(record.toLine()).append('\n'));
        try {
            Files.writeString(folder.resolve("pool-hosts"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hides the head's machine, which always exists: the contract is about machines that are created. */
    private record WithoutHead(NodeProvider inner) implements NodeProvider {
        @Override
        public List<Offer> offers() {
            return inner.offers();
        }

        @Override
        public Creation create(NodeKey key, String type, String offer) {
            return inner.create(key, type, offer);
        }

        @Override
        public List<Machine> machines() {
            return inner.machines().stream()
                    .filter(machine -> !machine.key().isHead())
                    .toList();
        }

        @Override
        public void remove(NodeKey key) {
            inner.remove(key);
        }

        @Override
        public RemoteHost connect(Machine machine) {
            return inner.connect(machine);
        }
    }
}
