package dev.muster.head.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.engine.EngineView;
import dev.muster.engine.EngineView.Activity;
import dev.muster.engine.EngineView.Member;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineSightTest {
    private static final Instant START = Instant.ofEpochSecond(1_000);
    private static final NodeKey ONE = new NodeKey("cpu-1");
    private static final NodeKey TWO = new NodeKey("cpu-2");

    @Test
    void aNodeIsIdleSinceItWasFirstSeenIdle() {
        EngineSight sight = EngineSight.NONE
                .seen(view(Map.of(ONE, Activity.BUSY)), START)
                .seen(view(Map.of(ONE, Activity.IDLE)), START.plusSeconds(5))
                .seen(view(Map.of(ONE, Activity.IDLE)), START.plusSeconds(9));

        assertThat(sight.idle(ONE)).contains(START.plusSeconds(5));
    }

    @Test
    void useStartsTheIdleTimeAgain() {
        EngineSight sight = EngineSight.NONE
                .seen(view(Map.of(ONE, Activity.IDLE)), START)
                .seen(view(Map.of(ONE, Activity.BUSY)), START.plusSeconds(5));

        assertThat(sight.idle(ONE)).isEmpty();
        assertThat(sight.isBusy(ONE)).isTrue();
        assertThat(sight.seen(view(Map.of(ONE, Activity.IDLE)), START.plusSeconds(9))
                        .idle(ONE))
                .contains(START.plusSeconds(9));
    }

    @Test
    void aRefusedDrainStartsTheIdleTimeAgain() {
        EngineSight sight = EngineSight.NONE
                .seen(view(Map.of(ONE, Activity.IDLE, TWO, Activity.IDLE)), START)
                .inUse(ONE, START.plusSeconds(60));

        assertThat(sight.idle(ONE)).contains(START.plusSeconds(60));
        assertThat(sight.idle(TWO)).contains(START);
    }

    @Test
    void nothingIsIdleWhileTheEngineDoesNotAnswer() {
        EngineSight before = EngineSight.NONE.seen(view(Map.of(ONE, Activity.IDLE)), START);
        EngineSight failed = before.failed("no answer");

        assertThat(failed.idle(ONE)).isEmpty();
        assertThat(failed.member(ONE)).isPresent();
        assertThat(failed.seen(view(Map.of(ONE, Activity.IDLE)), START.plusSeconds(30))
                        .idle(ONE))
                .contains(START);
    }

    @Test
    void demandIsFreshForTenSeconds() {
        EngineSight sight = EngineSight.NONE.seen(view(Map.of()), START);

        assertThat(EngineSight.NONE.isFresh(START)).isFalse();
        assertThat(sight.isFresh(START.plusMillis(9_999))).isTrue();
        assertThat(sight.isFresh(START.plusSeconds(10))).isFalse();
    }

    @Test
    void aNodeThatLeftTheEngineIsRememberedWithTheTimeOfItsLastSight() {
        EngineSight sight = EngineSight.NONE
                .seen(view(Map.of(ONE, Activity.IDLE, TWO, Activity.IDLE)), START)
                .seen(view(Map.of(TWO, Activity.IDLE)), START.plusSeconds(1));

        assertThat(sight.member(ONE)).isEmpty();
        assertThat(sight.idle(ONE)).isEmpty();
        assertThat(sight.lastAlive()).containsEntry(ONE, START).containsEntry(TWO, START.plusSeconds(1));
        assertThat(sight.retaining(List.of(TWO)).lastAlive()).containsOnlyKeys(TWO);
    }

    private static EngineView view(Map<NodeKey, Activity> nodes) {
        Map<NodeKey, Member> members = new HashMap<>();
        nodes.forEach((key, activity) -> members.put(
                key, new Member(key.value(), activity, Resources.NONE, Resources.NONE, Map.of(), Optional.empty())));
        return new EngineView("session", members, List.of(), List.of(), List.of());
    }
}
