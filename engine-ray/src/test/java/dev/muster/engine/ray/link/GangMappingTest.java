package dev.muster.engine.ray.link;

import static dev.muster.engine.ray.link.Rows.constraint;
import static dev.muster.engine.ray.link.Rows.request;
import static dev.muster.engine.ray.link.Rows.selector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.placement.AffinityLabel;
import dev.muster.core.placement.GangStrategy;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.ray.wire.BundleSelector;
import dev.muster.engine.ray.wire.GangResourceRequest;
import dev.muster.engine.ray.wire.LabelOperator;
import dev.muster.engine.ray.wire.ResourceRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GangMappingTest {
    private static final ResourceRequest CPU = request(Map.of("CPU", 1.0));

    @ParameterizedTest
    @CsvSource({
        "ab12:PACK|PENDING, ab12, PACK",
        "ab12:SPREAD|RESCHEDULING, ab12, SPREAD",
        "ab12:STRICT_PACK|PENDING, ab12, STRICT_PACK",
        "ab12:STRICT_SPREAD, ab12, STRICT_SPREAD",
        "ab12:NEW_STRATEGY|PENDING, ab12, PACK",
        "words, gang, PACK",
        "'', gang, PACK",
        "'../x:PACK', gang, PACK"
    })
    void readsNameAndStrategyFromTheDetails(String details, String name, GangStrategy strategy) {
        Gang gang = only(GangResourceRequest.newBuilder().addRequests(CPU).setDetails(details));

        assertThat(gang.name()).isEqualTo(name);
        assertThat(gang.strategy()).isEqualTo(strategy);
    }

    @Test
    void takesTheStrategyFromTheConstraintsWhereTheDetailsDoNotSayIt() {
        assertThat(only(GangResourceRequest.newBuilder().addRequests(Rows.withAffinity(CPU, "_PG_1")))
                        .strategy())
                .isEqualTo(GangStrategy.STRICT_PACK);
        assertThat(only(GangResourceRequest.newBuilder().addRequests(Rows.withAntiAffinity(CPU, "_PG_1")))
                        .strategy())
                .isEqualTo(GangStrategy.STRICT_SPREAD);
    }

    @Test
    void readsTheFirstBundleSelectorAndNeverBothLists() {
        ResourceRequest selected =
                request(Map.of("CPU", 1.0), selector(constraint("zone", LabelOperator.LABEL_OPERATOR_IN, "b")));
        Gang gang = only(GangResourceRequest.newBuilder()
                .addRequests(CPU)
                .addRequests(CPU)
                .addBundleSelectors(BundleSelector.newBuilder()
                        .addResourceRequests(Rows.withAntiAffinity(selected, "_PG_1"))
                        .addResourceRequests(Rows.withAntiAffinity(selected, "_PG_1")))
                .addBundleSelectors(BundleSelector.newBuilder().addResourceRequests(CPU)));

        assertThat(gang.bundles()).hasSize(2).allSatisfy(bundle -> {
            assertThat(bundle.shape().selector().matches(Map.of("zone", "b"))).isTrue();
            assertThat(bundle.shape().selector().matches(Map.of("zone", "a"))).isFalse();
            assertThat(bundle.antiAffinity()).contains(new AffinityLabel("_PG_1", ""));
        });
    }

    @Test
    void givesEachGangItsOwnName() {
        GangResourceRequest wire =
                GangResourceRequest.newBuilder().addRequests(CPU).build();

        assertThat(GangMapping.fromWire(List.of(wire, wire, wire)).gangs())
                .extracting(Gang::name)
                .containsExactly("gang", "gang-2", "gang-3");
    }

    @Test
    void omitsAnEmptyGangAndOneThatIsTooLarge() {
        GangResourceRequest huge = GangResourceRequest.newBuilder()
                .addAllRequests(Collections.nCopies(GangMapping.MAX_BUNDLES + 1, CPU))
                .build();

        GangMapping.Gangs gangs = GangMapping.fromWire(List.of(GangResourceRequest.getDefaultInstance(), huge));

        assertThat(gangs.gangs()).isEmpty();
        assertThat(gangs.ignored()).isEqualTo(1);
    }

    private static Gang only(GangResourceRequest.Builder wire) {
        List<Gang> gangs = GangMapping.fromWire(List.of(wire.build())).gangs();
        assertThat(gangs).hasSize(1);
        return gangs.getFirst();
    }
}
