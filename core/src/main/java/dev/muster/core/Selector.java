package dev.muster.core;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Selects nodes by their labels. All requirements must hold, so an empty selector matches every node. */
public record Selector(List<Requirement> requirements) {
    public static final Selector ANY = new Selector(List.of());

    /** How a label is compared. As in Ray, a missing label fails {@code IN} and passes {@code NOT_IN}. {@code EXISTS} accepts any value. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS
    }

    /** One condition on one label. {@code values} is empty for {@code EXISTS}. */
    public record Requirement(String label, Operator operator, Set<String> values) {
        public Requirement {
            values = Set.copyOf(values);
        }

        boolean matches(Map<String, String> labels) {
            String value = labels.get(label);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
            };
        }
    }

    public Selector {
        requirements = List.copyOf(requirements);
    }

    public boolean matches(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
