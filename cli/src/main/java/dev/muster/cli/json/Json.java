package dev.muster.cli.json;

import dev.muster.core.failure.UserError;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Reads and writes maps, lists, strings, numbers and booleans as JSON. Only the streaming part of Jackson is used, since data binding would double the start-up time. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final double ROUNDED_BELOW = 1e9;
    private static final int MAX_DEPTH = 20;

    private Json() {}

    /** Returns the value as JSON on one line. */
    public static String line(Map<String, ?> value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((name, member) -> {
                    json.writeName(String.valueOf(name));
                    write(json, member);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(member -> write(json, member));
                json.writeEndArray();
            }
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(rounded(number));
            case Boolean flag -> json.writeBoolean(flag);
            case String text -> json.writeString(text);
            default -> throw new IllegalArgumentException("cannot write as JSON: " + value.getClass());
        }
    }

    /** Without the noise that sums of fractions have in their last digits. */
    private static double rounded(double number) {
        return Math.abs(number) < ROUNDED_BELOW ? Math.round(number * 1e6) / 1e6 : number;
    }

    /** Throws {@code UserError} if the text is not exactly one JSON value. Numbers are returned as {@code BigDecimal}. */
    public static @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            Object value = read(parser, 0);
            if (parser.nextToken() != null) {
                throw new UserError("expected one JSON value, found more: " + text);
            }
            return value;
        } catch (JacksonException e) {
            throw new UserError("not JSON: " + text, "quote it for the shell: '{\"CPU\": 2}'");
        }
    }

    private static @Nullable Object read(JsonParser parser, int depth) {
        JsonToken token = parser.currentToken();
        if (token == null || depth > MAX_DEPTH) {
            throw new UserError(token == null ? "empty JSON" : "the JSON is nested too deeply");
        }
        return switch (token) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL, NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, read(parser, depth + 1));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser parser, int depth) {
        List<@Nullable Object> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            members.add(read(parser, depth + 1));
        }
        return members;
    }
}
