package dev.muster.engine.ray.link;

import dev.muster.core.HostText;
import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import dev.muster.core.Shape;
import dev.muster.core.placement.AffinityLabel;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.ray.wire.LabelConstraint;
import dev.muster.engine.ray.wire.LabelSelector;
import dev.muster.engine.ray.wire.PlacementConstraint;
import dev.muster.engine.ray.wire.PlacementLabel;
import dev.muster.engine.ray.wire.ResourceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Converts one request of Ray. Its label selectors are ordered alternatives: the first is the task's own, the others are its fallbacks. A task
 * without a selector has one empty selector, or none: it may run anywhere.
 */
final class RequestMapping {
    /** More alternatives are not tried. */
    static final int MAX_ALTERNATIVES = 64;

    private RequestMapping() {}

    static PlacementRequest fromWire(ResourceRequest wire) {
        List<Selector> selectors = selectors(wire.getLabelSelectorsList());
        return new PlacementRequest(
                new Shape(
                        AmountMapping.fromWire(InternalResources.removedFrom(wire.getResourcesBundleMap())),
                        selectors.getFirst()),
                selectors.subList(1, selectors.size()),
                affinity(wire.getPlacementConstraintsList()),
                antiAffinity(wire.getPlacementConstraintsList()));
    }

    private static List<Selector> selectors(List<LabelSelector> wire) {
        if (wire.isEmpty()) {
            return List.of(Selector.ANY);
        }
        return wire.stream()
                .limit(MAX_ALTERNATIVES)
                .map(RequestMapping::selector)
                .distinct()
                .toList();
    }

    private static Selector selector(LabelSelector wire) {
        if (wire.getLabelConstraintsCount() == 0) {
            return Selector.ANY;
        }
        List<Requirement> requirements = new ArrayList<>();
        wire.getLabelConstraintsList().forEach(constraint -> requirements.add(requirement(constraint)));
        return new Selector(requirements);
    }

    /** As in Ray, an operator that is not known fails on every node. */
    private static Requirement requirement(LabelConstraint wire) {
        String label = HostText.line(wire.getLabelKey());
        return switch (wire.getOperator()) {
            case LABEL_OPERATOR_IN -> new Requirement(label, Operator.IN, values(wire));
            case LABEL_OPERATOR_NOT_IN -> new Requirement(label, Operator.NOT_IN, values(wire));
            case LABEL_OPERATOR_UNSPECIFIED, UNRECOGNIZED -> new Requirement(label, Operator.IN, Set.of());
        };
    }

    private static Set<String> values(LabelConstraint wire) {
        Set<String> values = new TreeSet<>();
        wire.getLabelValuesList().forEach(value -> values.add(HostText.line(value)));
        return values;
    }

    private static Optional<AffinityLabel> affinity(List<PlacementConstraint> wire) {
        return wire.stream()
                .filter(PlacementConstraint::hasAffinity)
                .map(constraint -> label(constraint.getAffinity()))
                .findFirst();
    }

    private static Optional<AffinityLabel> antiAffinity(List<PlacementConstraint> wire) {
        return wire.stream()
                .filter(PlacementConstraint::hasAntiAffinity)
                .map(constraint -> label(constraint.getAntiAffinity()))
                .findFirst();
    }

    private static AffinityLabel label(PlacementLabel wire) {
        return new AffinityLabel(HostText.line(wire.getLabelName()), HostText.line(wire.getLabelValue()));
    }
}
