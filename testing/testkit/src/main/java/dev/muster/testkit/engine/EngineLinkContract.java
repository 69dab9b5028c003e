package dev.muster.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import dev.muster.core.Shape;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.DrainAnswer;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineUnavailable;
import dev.muster.engine.EngineView;
import dev.muster.engine.EngineView.Activity;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.EngineView.Member;
import dev.muster.engine.EngineView.Need;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every link to an engine does, in the words of {@link EngineLink}. The test of a link extends it. */
public abstract class EngineLinkContract {
    private static final NodeKey FIRST = NodeKey.worker("contract", 1);
    private static final NodeKey SECOND = NodeKey.worker("contract", 2);
    private static final Resources FOUR = Resources.of("CPU", 4, "memory", 8e9);
    private static final PlacementRequest TWO_CPUS = PlacementRequest.of(Shape.of(Resources.of("CPU", 2)));
    private static final DrainOrder IF_IDLE = new DrainOrder.IfIdle("idle for 5 minutes");
    private static final DrainOrder ALWAYS =
            new DrainOrder.Always("the node is replaced", Instant.parse("2100-01-01T00:00:00Z"));
    private static final EngineReport REPORT =
            new EngineReport(List.of(), List.of(), List.of(), List.of(), List.of("2 nodes are starting"));

    private EngineStage stage;
    private EngineLink link;

    /** An engine without nodes and without work. */
    protected abstract EngineStage stage() throws Exception;

    @BeforeEach
    void open() throws Exception {
        stage = stage();
        link = stage.link();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void showsNothingOfAnEmptyEngine() throws Exception {
        EngineView view = link.observe();

        assertThat(view.nodes()).isEmpty();
        assertThat(view.isPending()).isFalse();
        assertThat(view.standing()).isEmpty();
    }

    @Test
    void showsANodeByItsKeyWithItsAmountsAndLabels() throws Exception {
        stage.join(FIRST, FOUR, Map.of("zone", "a"));

        Member member = member(FIRST);

        assertThat(member.id()).isNotEmpty();
        assertThat(member.activity()).isEqualTo(Activity.IDLE);
        assertThat(member.total()).isEqualTo(FOUR);
        assertThat(member.available()).isEqualTo(FOUR);
        assertThat(member.labels()).containsEntry("zone", "a");
    }

    @Test
    void showsWhatWorkTakesUntilItEnds() throws Exception {
        stage.join(FIRST, FOUR, Map.of());
        stage.work(FIRST, Resources.of("CPU", 1.5));

        assertThat(member(FIRST).activity()).isEqualTo(Activity.BUSY);
        assertThat(member(FIRST).available()).isEqualTo(Resources.of("CPU", 2.5, "memory", 8e9));

        stage.finish(FIRST);

        assertThat(member(FIRST).activity()).isEqualTo(Activity.IDLE);
        assertThat(member(FIRST).available()).isEqualTo(FOUR);
    }

    @Test
    void omitsANodeThatDied() throws Exception {
        stage.join(FIRST, FOUR, Map.of());
        stage.join(SECOND, FOUR, Map.of());
        stage.lose(FIRST);

        assertThat(link.observe().nodes()).containsOnlyKeys(SECOND);
    }

    @Test
    void showsANodeThatCameBackUnderTheSameKey() throws Exception {
        stage.join(FIRST, FOUR, Map.of());
        String before = member(FIRST).id();
        stage.lose(FIRST);
        stage.join(FIRST, Resources.of("CPU", 8), Map.of());

        assertThat(member(FIRST).total()).isEqualTo(Resources.of("CPU", 8));
        assertThat(member(FIRST).id()).isNotEqualTo(before);
    }

    @Test
    void countsEqualRequests() throws Exception {
        stage.enqueue(TWO_CPUS, 8);

        assertThat(link.observe().waiting()).containsExactly(new Need(TWO_CPUS, 8));
        assertThat(link.observe().isPending()).isTrue();
    }

    @Test
    void keepsTheOrderOfSelectorsAndTheirFallbacks() throws Exception {
        PlacementRequest request = PlacementRequest.of(
                        new Shape(Resources.of("CPU", 1), where("zone", Operator.IN, "a", "b")))
                .withFallbacks(where("disk", Operator.NOT_IN, "slow"), Selector.ANY);
        stage.enqueue(request, 3);

        assertThat(link.observe().waiting()).containsExactly(new Need(request, 3));
    }

    @Test
    void tellsRequestedCapacityFromWaitingWork() throws Exception {
        stage.hold(TWO_CPUS, 5);

        assertThat(link.observe().standing()).containsExactly(new Need(TWO_CPUS, 5));
        assertThat(link.observe().isPending()).isFalse();
    }

    @Test
    void showsEachGangOnceWithItsStrategy() throws Exception {
        stage.enqueue(new Gang("aa11", GangStrategy.SPREAD, List.of(TWO_CPUS, TWO_CPUS)));
        stage.enqueue(new Gang("bb22", GangStrategy.PACK, List.of(TWO_CPUS)));

        assertThat(link.observe().gangs())
                .containsExactlyInAnyOrder(
                        new Gang("aa11", GangStrategy.SPREAD, List.of(TWO_CPUS, TWO_CPUS)),
                        new Gang("bb22", GangStrategy.PACK, List.of(TWO_CPUS)));
    }

    @Test
    void drainsAnIdleNode() throws Exception {
        stage.join(FIRST, FOUR, Map.of());
        stage.join(SECOND, FOUR, Map.of());

        assertThat(link.drain(FIRST, IF_IDLE)).isEqualTo(new DrainAnswer.Accepted());
        assertThat(link.observe().nodes()).containsOnlyKeys(SECOND);
    }

    @Test
    void keepsABusyNodeThatShouldBeDrainedIfIdle() throws Exception {
        stage.join(FIRST, FOUR, Map.of());
        stage.work(FIRST, Resources.of("CPU", 1));

        DrainAnswer answer = link.drain(FIRST, IF_IDLE);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        DrainAnswer.Refused.class,
                        refused -> assertThat(refused.why()).isNotBlank());
        assertThat(member(FIRST).activity()).isEqualTo(Activity.BUSY);
    }

    @Test
    void drainsABusyNodeInAnyCaseAndItLeavesWhenItsWorkHasEnded() throws Exception {
        stage.join(FIRST, FOUR, Map.of());
        stage.work(FIRST, Resources.of("CPU", 1));

        assertThat(link.drain(FIRST, ALWAYS)).isEqualTo(new DrainAnswer.Accepted());
        assertThat(member(FIRST).activity()).isEqualTo(Activity.DRAINING);

        stage.finish(FIRST);

        assertThat(link.observe().nodes()).isEmpty();
    }

    @Test
    void takesANodeThatIsNotThereForDrained() throws Exception {
        stage.join(FIRST, FOUR, Map.of());
        stage.lose(FIRST);

        assertThat(link.drain(FIRST, IF_IDLE)).isEqualTo(new DrainAnswer.Accepted());
        assertThat(link.drain(SECOND, ALWAYS)).isEqualTo(new DrainAnswer.Accepted());
    }

    @Test
    void failsWhileTheEngineDoesNotAnswerAndWorksAfterwards() throws Exception {
        stage.join(FIRST, FOUR, Map.of());
        link.observe();
        stage.stop();

        assertThatThrownBy(link::observe).isInstanceOf(EngineUnavailable.class);
        assertThatThrownBy(() -> link.drain(FIRST, IF_IDLE)).isInstanceOf(EngineUnavailable.class);
        assertThatThrownBy(() -> link.report(REPORT)).isInstanceOf(EngineUnavailable.class);

        stage.restart();

        assertThat(link.observe().nodes()).containsOnlyKeys(FIRST);
    }

    @Test
    void namesTheSameSessionUntilTheEngineHasForgottenItsReports() throws Exception {
        String before = link.observe().session();
        link.report(REPORT);
        link.report(REPORT);
        assertThat(link.observe().session()).isEqualTo(before);

        stage.stop();
        stage.restart();

        assertThat(sessionsAfterARestart()).anyMatch(session -> !session.equals(before));
    }

    /** A link that nobody used meanwhile notices the restart when its connection has broken, which takes a few calls. */
    private Stream<String> sessionsAfterARestart() {
        return Stream.generate(() -> {
                    try {
                        return link.observe().session();
                    } catch (EngineUnavailable e) {
                        return "";
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .filter(session -> !session.isEmpty())
                .limit(5_000);
    }

    @Test
    void acceptsReports() {
        assertThatCode(() -> link.report(REPORT)).doesNotThrowAnyException();
    }

    @Test
    void failsOnceItIsClosed() {
        link.close();

        assertThatThrownBy(link::observe).isInstanceOf(EngineUnavailable.class);
    }

    private Member member(NodeKey key) throws Exception {
        return Optional.ofNullable(link.observe().nodes().get(key)).orElseThrow();
    }

    private static Selector where(String label, Operator operator, String... values) {
        return new Selector(List.of(new Requirement(label, operator, Set.of(values))));
    }
}
