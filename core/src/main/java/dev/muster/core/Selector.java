package dev.muster.core;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What labels a node must have. An empty selector matches every node. All requirements must hold. */
public record Selector(List<Requirement> requirements) {
    public static final Selector ANY = new Selector(List.of());

    /** {@code IN} a missing label fails; {@code NOT_IN} a missing label passes (Ray's meaning); {@code EXISTS} any value. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS
    }

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
