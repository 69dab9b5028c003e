package dev.muster.head.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.autoscaler.Ledger;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import dev.muster.core.Shape;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.StandingRequest.Bundles;
import dev.muster.core.event.Event;
import dev.muster.core.failure.Bug;
import dev.muster.head.TestConfigs;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Promise;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.head.state.NodeRow.Story;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final NodeKey CPU_1 = NodeKey.worker("cpu", 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Store open() {
        return open(folder);
    }

    private static Store open(Path where) {
        return Store.open(where.resolve("state.db"), "c1", CLUSTER, TestConfigs::read);
    }

    private static NodeRow row(NodeKey key) {
        return NodeRow.requested(
                key,
                "cpu",
                new Promise("cpu", Resources.of("CPU", 1.5), Map.of("a", "b=c&d")),
                NOW,
                Reason.of("for a test"));
    }

    private static NodeRow fullRow() {
        Machine machine = new Machine(
                CPU_1,
                "cpu",
                "vm-1",
                "10.0.0.1",
                Machine.State.RUNNING,
                "cpu",
                Resources.of("licence", 0.5),
                Map.of("rack", "ä ö"));
        return row(CPU_1)
                .withMachine(machine)
                .withStory(new Story(new Reason("why", OptionalLong.of(3)), "what\nwent wrong", true))
                .withDrain(new Drain(Optional.of("me@here"), true))
                .withIncarnation(42)
                .seenAs(NodeState.LOST);
    }

    private static Event event(String message) {
        return Event.of(NOW, Event.Kind.NODE, CPU_1, "requested", message).withDetails(Map.of("code", "x=y"));
    }

    @Test
    void keepsEverythingAfterARestart() {
        Selector selector = new Selector(List.of(
                new Requirement("zone", Operator.IN, Set.of("a b", "c")),
                new Requirement("gpu", Operator.EXISTS, Set.of())));
        State before;
        try (Store store = open()) {
            store.changed(draft -> {
                draft.put(fullRow());
                draft.tick(7);
                draft.config(new AppliedConfig(1, "1 2 3", TestConfigs.read("1 2 3"), "me", NOW, Map.of("cpu", "r1")));
                draft.ledger(new Ledger(Map.of(
                        "cpu",
                        new TypeLedger(3, 2, Optional.of(NOW.plusSeconds(9)), "broke", Duration.ofMillis(1500)))));
                draft.standing(List.of(new Bundles(new Shape(Resources.of("CPU", 2), selector), 4)));
                draft.stopping(true);
                draft.minimumSuspended(true);
                draft.write(event("hello"));
            });
            before = store.state();
        }
        try (Store store = open()) {
            assertThat(store.state()).isEqualTo(before);
            assertThat(store.journalAfter(0, 10)).containsExactly(event("hello").withSequence(1));
        }
    }

    /** Otherwise the head would fail at each start, and nobody could give it another config. */
    @Test
    void startsWithAConfigThatThisVersionCannotRead() {
        try (Store store = open()) {
            apply(store, 1, "1 2 3");
            apply(store, 2, "unreadable");
        }
        for (int start = 0; start < 2; start++) {
            try (Store store = open()) {
                assertThat(store.state().config()).isEmpty();
            }
        }
        try (Store store = open()) {
            apply(store, 1, "4 5 6");
        }
        try (Store store = open()) {
            assertThat(store.state().config().map(AppliedConfig::text)).contains("4 5 6");
        }
    }

    @Test
    void keepsTheNewestConfigsOnly() {
        try (Store store = open()) {
            for (int version = 1; version <= 50; version++) {
                apply(store, version, "1 2 " + version);
            }
        }
        try (Database database = Database.open(folder.resolve("state.db"))) {
            assertThat(database.query("SELECT version FROM config ORDER BY version", row -> row.getInt(1)))
                    .hasSize(20)
                    .startsWith(31)
                    .endsWith(50);
        }
    }

    private static void apply(Store store, long version, String text) {
        store.changed(draft -> draft.config(
                new AppliedConfig(version, text, TestConfigs.read("1 2 3"), "me", NOW, Map.of("cpu", "r1"))));
    }

    @Test
    void changesNothingIfAChangeFails() {
        try (Store store = open()) {
            State before = store.state();
            assertThatThrownBy(() -> store.changed(draft -> {
                        draft.put(row(CPU_1));
                        draft.write(event("never"));
                        throw new IllegalStateException("in the middle");
                    }))
                    .hasMessage("in the middle");

            assertThat(store.state()).isEqualTo(before);
            store.write(event("first"));
            assertThat(store.journalAfter(0, 10)).extracting(Event::message).containsExactly("first");
        }
    }

    @Test
    void numbersTheJournalWithoutGapsAcrossRestarts() {
        for (int start = 0; start < 3; start++) {
            try (Store store = open()) {
                store.write(event("one"));
                store.changed(draft -> {
                    draft.write(event("two"));
                    draft.write(event("three"));
                });
            }
        }
        try (Store store = open()) {
            assertThat(store.journalAfter(0, 100))
                    .extracting(Event::sequence)
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
            assertThat(store.journalAfter(7, 1)).extracting(Event::sequence).containsExactly(8L);
        }
    }

    @Test
    void raisesTheEpochAtEachStart() {
        try (Store store = open()) {
            assertThat(store.epoch()).isEqualTo(1);
        }
        try (Store store = open()) {
            assertThat(store.epoch()).isEqualTo(2);
        }
    }

    @Test
    void neverUsesAKeyAgain() {
        try (Store store = open()) {
            store.changed(draft -> draft.put(row(CPU_1)));
            store.changed(draft -> draft.put(row(CPU_1).closed(NOW)));
            assertThat(store.state().node(CPU_1)).isEmpty();

            assertThatThrownBy(() -> store.changed(draft -> draft.put(row(CPU_1))))
                    .isInstanceOf(Bug.class);
            assertThat(store.state().isLive(CPU_1)).isFalse();
        }
    }

    @Test
    void showsAClosedFailureUntilItIsHidden() {
        try (Store store = open()) {
            store.changed(draft -> draft.put(fullRow()));
            store.changed(draft -> draft.put(fullRow().closed(NOW)));
        }
        try (Store store = open()) {
            assertThat(store.state().node(CPU_1)).isPresent();
            assertThat(store.state().isLive(CPU_1)).isFalse();
            store.changed(draft -> draft.hide(CPU_1));
        }
        try (Store store = open()) {
            assertThat(store.state().node(CPU_1)).isEmpty();
        }
    }

    @Test
    void findsTheNewestMatchingLinesOldestFirst() {
        try (Store store = open()) {
            for (int number = 1; number <= 5; number++) {
                store.write(event("n" + number));
                store.write(Event.of(NOW, Event.Kind.HEAD, "x", "h" + number));
            }
            JournalQuery query = new JournalQuery(Set.of(Event.Kind.NODE), Optional.of(CPU_1), 2);
            assertThat(store.journal(query)).extracting(Event::message).containsExactly("n4", "n5");
        }
    }

    /** Copies the files at any moment, as a killed head or a host that lost its power leaves them behind. */
    @Test
    void hasTheLastCommittedStateWheneverItIsKilled() throws IOException {
        Random random = new Random(3);
        try (Store store = open()) {
            for (int change = 1; change <= 30; change++) {
                NodeKey key = NodeKey.worker("cpu", change);
                store.changed(draft -> {
                    draft.put(row(key));
                    draft.write(event("made " + key));
                });
                if (random.nextBoolean()) {
                    store.changed(draft -> draft.put(row(key).closed(NOW)));
                }
                try (Store copy = open(copied("kill-" + change, 0))) {
                    assertThat(copy.state()).isEqualTo(store.state());
                }
            }
        }
    }

    @Test
    void losesOnlyUnacknowledgedChangesIfTheLastWriteIsTorn() throws IOException {
        try (Store store = open()) {
            store.write(event("one"));
            State first = store.state();
            long committed = Files.size(wal(folder));
            store.write(event("two"));
            long torn = Files.size(wal(folder)) - committed;
            for (long cut = 1; cut <= torn; cut += Math.max(1, torn / 20)) {
                try (Store copy = open(copied("torn-" + cut, cut))) {
                    assertThat(copy.state()).isEqualTo(first);
                }
            }
        }
    }

    private Path copied(String name, long cut) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        Files.copy(folder.resolve("state.db"), copy.resolve("state.db"));
        Files.copy(wal(folder), wal(copy));
        if (cut > 0) {
            try (FileChannel channel = FileChannel.open(wal(copy), StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - cut);
            }
        }
        return copy;
    }

    private static Path wal(Path where) {
        return where.resolve("state.db-wal");
    }

    @Test
    void failsForTheStateOfAnotherCluster() {
        open().close();

        assertThatThrownBy(() -> Store.open(
                        folder.resolve("state.db"), "c1", new ClusterId("ffffffffffffffff"), TestConfigs::read))
                .isInstanceOf(DamagedState.class)
                .hasMessageContaining("another cluster");
    }

    @Test
    void reportsADamagedFile() throws IOException {
        Files.writeString(folder.resolve("state.db"), "this is no database at all ".repeat(50));

        assertThatThrownBy(this::open)
                .isInstanceOf(DamagedState.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("state.db");
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        try (Store store = open()) {
            store.write(event("x"));
            for (String name : List.of("state.db", "state.db-wal", "state.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }
    }
}
