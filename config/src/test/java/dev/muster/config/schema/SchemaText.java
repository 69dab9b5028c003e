package dev.muster.config.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the known keys as JSON Schema (draft 2020-12) for editors. */
final class SchemaText {
    private static final String SIZE = "^[0-9]{1,15}(\\.[0-9]{1,9})? ?(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$";

    private SchemaText() {}

    static String write() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Muster cluster");
        schema.put("description", "A cluster's YAML file; docs/cluster-yaml.md explains every key.");
        schema.putAll(of(ConfigKeys.CLUSTER));
        schema.put(
                "anyOf",
                List.of(Map.of("required", List.of("hosts")), Map.of("required", List.of("cluster_name", "provider"))));
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return mapper.writeValueAsString(schema) + "\n";
    }

    private static Map<String, Object> of(ValueForm form) {
        return switch (form) {
            case ValueForm.Text text -> map("type", List.of("string", "number"));
            case ValueForm.Whole whole -> map("type", "integer", "minimum", whole.min(), "maximum", whole.max());
            case ValueForm.Number number -> map("type", "number", "minimum", 0, "maximum", (long) number.max());
            case ValueForm.Flag flag -> map("type", "boolean");
            case ValueForm.Choice choice -> map("enum", choice.choices());
            case ValueForm.Amount amount ->
                map(
                        "anyOf",
                        List.of(
                                map("type", "number", "minimum", 0, "maximum", ValueForm.Amount.MAX.longValueExact()),
                                map("type", "string", "pattern", SIZE)));
            case ValueForm.ListOf list -> map("type", "array", "items", of(list.item()));
            case ValueForm.MapOf map -> map("type", "object", "additionalProperties", value(map.value()));
            case ValueForm.Fields fields -> fields(fields);
            case ValueForm.Either either ->
                map("anyOf", either.forms().stream().map(SchemaText::of).toList());
            case ValueForm.Anything anything -> map();
        };
    }

    /** A mapping below a name that the user chose may be empty. */
    private static Map<String, Object> value(ValueForm form) {
        return form instanceof ValueForm.Fields ? orNothing(of(form)) : of(form);
    }

    private static Map<String, Object> fields(ValueForm.Fields fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.keys().forEach((name, key) -> {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.description());
            if (key.origin() == Key.Origin.LEGACY) {
                property.put("deprecated", true);
            }
            property.putAll(orNothing(of(key.form())));
            properties.put(name, property);
        });
        Map<String, Object> schema = map("type", "object", "properties", properties);
        if (fields.equals(ProviderKeys.FIELDS)) {
            Object rays = map(
                    "type", map("enum", ProviderKeys.RAY_ONLY.stream().sorted().toList()));
            schema.put("if", map("properties", rays, "required", List.of("type")));
            schema.put("else", map("propertyNames", map("enum", new ArrayList<>(properties.keySet()))));
        } else {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    /** A key without a value is ignored. */
    private static Map<String, Object> orNothing(Map<String, Object> schema) {
        return schema.isEmpty() ? schema : map("anyOf", List.of(schema, map("type", "null")));
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
