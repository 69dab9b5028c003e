package dev.muster.launcher.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The known keys as JSON Schema (draft 2020-12), for editors. */
final class SchemaText {
    private static final String SIZE = "^[0-9]{1,15}(\\.[0-9]{1,9})? ?(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$";

    private SchemaText() {}

    static String write() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Muster cluster");
        schema.put("description", "A cluster's YAML file; docs/cluster-yaml.md explains every key.");
        schema.putAll(of(KnownKeys.CLUSTER));
        schema.put(
                "anyOf",
                List.of(Map.of("required", List.of("hosts")), Map.of("required", List.of("cluster_name", "provider"))));
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return mapper.writeValueAsString(schema) + "\n";
    }

    private static Map<String, Object> of(Form form) {
        return switch (form) {
            case Form.Text text -> map("type", List.of("string", "number"));
            case Form.Whole whole -> map("type", "integer", "minimum", whole.least(), "maximum", whole.most());
            case Form.Number number -> map("type", "number", "minimum", 0, "maximum", (long) number.most());
            case Form.Flag flag -> map("type", "boolean");
            case Form.Word word -> map("enum", word.choices());
            case Form.Amount amount ->
                map(
                        "anyOf",
                        List.of(
                                map("type", "number", "minimum", 0, "maximum", Amounts.MOST.longValueExact()),
                                map("type", "string", "pattern", SIZE)));
            case Form.ListOf list -> map("type", "array", "items", of(list.item()));
            case Form.MapOf map -> map("type", "object", "additionalProperties", value(map.value()));
            case Form.Fields fields -> fields(fields);
            case Form.Either either ->
                map("anyOf", either.forms().stream().map(SchemaText::of).toList());
            case Form.Anything anything -> map();
        };
    }

    /** A map below a name of the user's may be empty. */
    private static Map<String, Object> value(Form form) {
        return form instanceof Form.Fields ? orNothing(of(form)) : of(form);
    }

    private static Map<String, Object> fields(Form.Fields fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.keys().forEach((name, key) -> {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.about());
            if (key.origin() == Key.Origin.LEGACY) {
                property.put("deprecated", true);
            }
            property.putAll(orNothing(of(key.form())));
            properties.put(name, property);
        });
        Map<String, Object> schema = map("type", "object", "properties", properties);
        if (fields.equals(ProviderKeys.FIELDS)) {
            Object rays =
                    map("type", map("enum", ProviderKeys.RAYS.stream().sorted().toList()));
            schema.put("if", map("properties", rays, "required", List.of("type")));
            schema.put("else", map("propertyNames", map("enum", new ArrayList<>(properties.keySet()))));
        } else {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    /** A key without a value is taken as left out. */
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
