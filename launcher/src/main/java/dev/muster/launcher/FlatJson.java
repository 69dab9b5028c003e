package dev.muster.launcher;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** Parses JSON objects of plain values into text by name. Muster's own small files are such objects, so reading them needs no data binding. */
public final class FlatJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private FlatJson() {}

    /** Returns the values by name. Throws {@link IllegalArgumentException} if the text is not a JSON object of plain values. */
    public static Map<String, String> parse(String text) {
        Map<String, String> values = new TreeMap<>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            for (JsonToken token = parser.nextToken(); token == JsonToken.PROPERTY_NAME; token = parser.nextToken()) {
                String name = parser.currentName();
                if (!parser.nextToken().isScalarValue()) {
                    throw new IllegalArgumentException("'" + name + "' is not a plain value");
                }
                values.put(name, parser.getString());
            }
            return values;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.getOriginalMessage(), e);
        }
    }
}
