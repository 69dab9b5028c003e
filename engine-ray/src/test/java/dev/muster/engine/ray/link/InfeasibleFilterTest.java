package dev.muster.engine.ray.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import dev.muster.core.Shape;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineReport.TypeSize;
import dev.muster.engine.EngineView;
import dev.muster.engine.EngineView.Activity;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.EngineView.Member;
import dev.muster.engine.EngineView.Need;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ray cancels tasks by the amounts that are reported as infeasible, whatever their labels are. */
class InfeasibleFilterTest {
    private static final Resources CPU = Resources.of("CPU", 1);
    private static final Resources HUGE = Resources.of("CPU", 640);
    private static final PlacementRequest HUGE_REQUEST = PlacementRequest.of(Shape.of(HUGE));
    private static final PlacementRequest LABELLED = PlacementRequest.of(
            new Shape(CPU, new Selector(List.of(new Requirement("zone", Operator.IN, Set.of("mars"))))));
    private static final PlacementRequest HUGE_LABELLED =
            PlacementRequest.of(new Shape(HUGE, LABELLED.shape().selector()));
    private static final TypeSize TYPE = new TypeSize("cpu", Resources.of("CPU", 4), 0, 4);

    @Test
    void reportsAmountsThatNoTypeHasOnce() {
        assertThat(reportable(report(List.of(TYPE), HUGE_REQUEST, HUGE_LABELLED), EngineView.NOTHING))
                .containsExactly(HUGE);
    }

    @Test
    void neverReportsARequestThatFailsByItsLabelsAlone() {
        assertThat(reportable(report(List.of(TYPE), LABELLED), view(new Need(LABELLED, 3))))
                .isEmpty();
    }

    @Test
    void neverReportsAmountsThatANodeHas() {
        Member node = new Member("id", Activity.BUSY, CPU, Resources.NONE, Map.of(), Optional.empty());
        EngineView view = new EngineView("s", Map.of(NodeKey.worker("x", 1), node), List.of(), List.of(), List.of());

        assertThat(reportable(report(List.of(), LABELLED), view)).isEmpty();
    }

    @Test
    void neverReportsAmountsOfOtherWorkThatWaits() {
        EngineReport report = report(List.of(), HUGE_LABELLED);
        Gang gang = new Gang("g", GangStrategy.PACK, List.of(HUGE_REQUEST));

        assertThat(reportable(report, view(new Need(HUGE_LABELLED, 1)))).containsExactly(HUGE);
        assertThat(reportable(report, view(new Need(HUGE_REQUEST, 1)))).isEmpty();
        assertThat(reportable(
                        report,
                        new EngineView("s", Map.of(), List.of(), List.of(new Need(HUGE_REQUEST, 1)), List.of())))
                .isEmpty();
        assertThat(reportable(report, new EngineView("s", Map.of(), List.of(), List.of(), List.of(gang))))
                .isEmpty();
    }

    @Test
    void countsNoTypeThatMayHaveNoNode() {
        TypeSize none = new TypeSize("big", Resources.of("CPU", 1000), 0, 0);

        assertThat(reportable(report(List.of(none), HUGE_REQUEST), EngineView.NOTHING))
                .containsExactly(HUGE);
    }

    private static List<Resources> reportable(EngineReport report, EngineView view) {
        return InfeasibleFilter.reportable(report, view);
    }

    private static EngineReport report(List<TypeSize> types, PlacementRequest... infeasible) {
        return new EngineReport(List.of(), List.of(), List.of(infeasible), types, List.of());
    }

    private static EngineView view(Need... waiting) {
        return new EngineView("s", Map.of(), List.of(waiting), List.of(), List.of());
    }
}
