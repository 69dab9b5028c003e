package dev.muster.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.engine.DrainAnswer;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineUnavailable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeEngineLinkTest extends EngineLinkContract {
    private static final NodeKey NODE = NodeKey.worker("fake", 1);

    @Override
    protected EngineStage stage() {
        return new FakeEngineLink();
    }

    @Test
    void refusesDrainsUntilATestAcceptsThemAndRemembersAll() throws Exception {
        FakeEngineLink engine = new FakeEngineLink();
        engine.join(NODE, Resources.of("CPU", 1), Map.of());
        DrainOrder order = new DrainOrder.IfIdle("test");

        engine.refuseDrains("it holds an object");
        assertThat(engine.drain(NODE, order)).isEqualTo(new DrainAnswer.Refused("it holds an object"));
        engine.acceptDrains();
        assertThat(engine.drain(NODE, order)).isEqualTo(new DrainAnswer.Accepted());
        assertThat(engine.drains())
                .isEqualTo(List.of(new FakeEngineLink.Drain(NODE, order), new FakeEngineLink.Drain(NODE, order)));
    }

    @Test
    void failsWithTheMessageOfATestAndThenKnowsWhatItKnew() throws Exception {
        FakeEngineLink engine = new FakeEngineLink();
        engine.join(NODE, Resources.of("CPU", 1), Map.of());
        String session = engine.observe().session();

        engine.fail("the token is wrong");
        assertThatThrownBy(engine::observe)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessage("the token is wrong");
        engine.recover();
        assertThat(engine.observe().session()).isEqualTo(session);
        assertThat(engine.observe().nodes()).containsOnlyKeys(NODE);
    }
}
