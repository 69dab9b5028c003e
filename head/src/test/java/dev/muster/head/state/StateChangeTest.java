package dev.muster.head.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.head.TestConfigs;
import dev.muster.head.loop.NodeChanges;
import dev.muster.head.state.NodeRow.Promise;
import dev.muster.head.state.NodeRow.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node changes its state only as its life cycle allows, and only through one method. */
class StateChangeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final NodeKey KEY = NodeKey.worker("cpu", 1);
    private static final NodeRow REQUESTED =
            NodeRow.requested(KEY, "cpu", new Promise("cpu", Resources.NONE, Map.of()), NOW, Reason.of("for a test"));

    @TempDir
    Path folder;

    private final RefusedChanges refused = new RefusedChanges();

    @SuppressWarnings("NullAway.Init")
    private Store store;

    @BeforeEach
    void aRequestedNode() {
        store = Store.open(folder.resolve("state.db"), "c1", new ClusterId("0123456789abcdef"), TestConfigs::read);
        store.changed(draft -> draft.put(REQUESTED));
    }

    @AfterEach
    void close() {
        store.close();
        refused.close();
    }

    @Test
    void makesATransitionThatTheLifeCycleAllows() {
        store.changed(draft -> draft.become(REQUESTED.withError("late"), NodeState.STARTING, NOW.plusSeconds(5)));

        assertThat(now().state()).isEqualTo(NodeState.STARTING);
        assertThat(now().since()).isEqualTo(NOW.plusSeconds(5));
        assertThat(now().story().lastError()).isEqualTo("late");
    }

    @Test
    void refusesAnyOtherTransitionAndKeepsTheRow() {
        store.changed(draft -> {
            NodeRow returned = new NodeChanges(draft, NOW.plusSeconds(5))
                    .become(REQUESTED, NodeState.READY, Reason.of("by mistake"), Map.of());

            assertThat(returned).isEqualTo(REQUESTED);
        });

        assertThat(now()).isEqualTo(REQUESTED);
        assertThat(store.journalAfter(0, 10)).isEmpty();
        assertThat(refused.take()).containsExactly("cpu-1 cannot become ready: it is requested");
    }

    @Test
    void checksTheStateOfTheNodeAndNotOfACopyOfItsRow() {
        store.changed(draft -> draft.become(REQUESTED, NodeState.STOPPING, NOW));

        store.changed(draft -> draft.become(REQUESTED, NodeState.STARTING, NOW));

        assertThat(now().state()).isEqualTo(NodeState.STOPPING);
        assertThat(refused.take()).containsExactly("cpu-1 cannot become starting: it is stopping");
    }

    @Test
    void refusesToWriteARowInAnotherState() {
        store.changed(draft -> draft.put(REQUESTED.seenAs(NodeState.STARTING)));

        assertThat(now()).isEqualTo(REQUESTED);
        assertThat(refused.take()).containsExactly("cpu-1 cannot become starting: it is requested");
    }

    private NodeRow now() {
        return store.state().node(KEY).orElseThrow();
    }
}
