package dev.muster.config.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** As much of JSON Schema as {@code docs/cluster-schema.json} uses; any other word in a schema is an error. */
final class SchemaCheck {
    private static final Set<String> NOTES = Set.of("$schema", "title", "description", "deprecated");

    private SchemaCheck() {}

    static boolean accepts(Map<?, ?> schema, Object value) {
        boolean fine = true;
        for (Map.Entry<?, ?> entry : schema.entrySet()) {
            fine &= accepts(schema, (String) entry.getKey(), entry.getValue(), value);
        }
        return fine;
    }

    private static boolean accepts(Map<?, ?> schema, String word, Object rule, Object value) {
        return switch (word) {
            case "type" ->
                rule instanceof List<?> several
                        ? several.stream().anyMatch(type -> isA(type, value))
                        : isA(rule, value);
            case "enum" -> ((List<?>) rule).contains(value);
            case "minimum" ->
                !(value instanceof Number number) || number.doubleValue() >= ((Number) rule).doubleValue();
            case "maximum" ->
                !(value instanceof Number number) || number.doubleValue() <= ((Number) rule).doubleValue();
            case "pattern" -> !(value instanceof String text) || text.matches(rule.toString());
            case "anyOf" -> ((List<?>) rule).stream().anyMatch(each -> accepts((Map<?, ?>) each, value));
            case "items" ->
                !(value instanceof List<?> list) || list.stream().allMatch(item -> accepts((Map<?, ?>) rule, item));
            case "required" -> !(value instanceof Map<?, ?> map) || map.keySet().containsAll((List<?>) rule);
            case "properties" -> !(value instanceof Map<?, ?> map) || properties((Map<?, ?>) rule, map);
            case "additionalProperties" -> !(value instanceof Map<?, ?> map) || others(schema, rule, map);
            case "propertyNames" ->
                !(value instanceof Map<?, ?> map)
                        || map.keySet().stream().allMatch(name -> accepts((Map<?, ?>) rule, name));
            case "if" -> accepts((Map<?, ?>) rule, value) || accepts((Map<?, ?>) schema.get("else"), value);
            case "else" -> true;
            default -> {
                if (!NOTES.contains(word)) {
                    throw new IllegalArgumentException("this check does not know '" + word + "'");
                }
                yield true;
            }
        };
    }

    private static boolean isA(Object type, Object value) {
        return switch ((String) type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List<?>;
            case "object" -> value instanceof Map<?, ?>;
            case "null" -> value == SchemaTest.NOTHING;
            default -> throw new IllegalArgumentException("unknown type " + type);
        };
    }

    private static boolean properties(Map<?, ?> properties, Map<?, ?> map) {
        return map.entrySet().stream()
                .allMatch(entry ->
                        !(properties.get(entry.getKey()) instanceof Map<?, ?> rule) || accepts(rule, entry.getValue()));
    }

    private static boolean others(Map<?, ?> schema, Object rule, Map<?, ?> map) {
        Set<?> named = schema.get("properties") instanceof Map<?, ?> properties ? properties.keySet() : Set.of();
        return map.entrySet().stream()
                .filter(entry -> !named.contains(entry.getKey()))
                .allMatch(entry -> rule instanceof Map<?, ?> other && accepts(other, entry.getValue()));
    }
}
