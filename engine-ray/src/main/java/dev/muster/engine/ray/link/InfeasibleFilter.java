package dev.muster.engine.ray.link;

import dev.muster.core.Resources;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineView;
import dev.muster.engine.EngineView.Need;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Selects the requests that may be reported as infeasible. Ray can be set to cancel infeasible tasks, and then cancels every queued task with
 * these amounts, whatever its labels are. So only amounts are reported that no node can hold, and never those of other work that waits.
 */
final class InfeasibleFilter {
    private final EngineReport report;
    private final EngineView view;
    private final Set<Resources> waiting = new HashSet<>();

    private InfeasibleFilter(EngineReport report, EngineView view) {
        this.report = report;
        this.view = view;
        Set<PlacementRequest> infeasible = Set.copyOf(report.infeasible());
        requests(view)
                .filter(request -> !infeasible.contains(request))
                .forEach(request -> waiting.add(request.shape().resources()));
    }

    /** Returns each of these amounts once. */
    static List<Resources> reportable(EngineReport report, EngineView view) {
        InfeasibleFilter filter = new InfeasibleFilter(report, view);
        return report.infeasible().stream()
                .map(request -> request.shape().resources())
                .distinct()
                .filter(filter::isReportable)
                .toList();
    }

    private static Stream<PlacementRequest> requests(EngineView view) {
        return Stream.of(
                        view.waiting().stream().map(Need::request),
                        view.standing().stream().map(Need::request),
                        view.gangs().stream().flatMap(gang -> gang.bundles().stream()))
                .flatMap(each -> each);
    }

    private boolean isReportable(Resources asked) {
        return !waiting.contains(asked)
                && report.types().stream()
                        .noneMatch(type -> type.max() > 0 && type.resources().covers(asked))
                && view.nodes().values().stream().noneMatch(node -> node.total().covers(asked));
    }
}
