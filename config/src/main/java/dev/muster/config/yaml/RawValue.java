package dev.muster.config.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as it is written in the file, with its location, before it is interpreted. */
public sealed interface RawValue {
    SourceLocation place();

    /** Describes the value, for "expected …, found …". */
    String describe();

    /** The type that YAML 1.1 gives to a scalar. */
    enum Kind {
        TEXT,
        EMPTY,
        FLAG,
        NUMBER,
        DATE
    }

    /** @param plain whether it is written without quotes */
    record Scalar(SourceLocation place, String text, Kind kind, boolean plain) implements RawValue {
        @Override
        public String describe() {
            return switch (kind) {
                case EMPTY -> "nothing";
                case FLAG, NUMBER, DATE -> shortened(text);
                case TEXT -> "the string '" + shortened(text) + "'";
            };
        }

        private static String shortened(String text) {
            String line = text.replaceAll("\\p{Cntrl}", "?");
            return line.length() <= 60 ? line : line.substring(0, 57) + "...";
        }
    }

    record Sequence(SourceLocation place, List<RawValue> items) implements RawValue {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** A mapping, with its entries in the order of the file. */
    record Mapping(SourceLocation place, Map<String, Entry> entries) implements RawValue {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        public static Mapping empty(SourceLocation place) {
            return new Mapping(place, Map.of());
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /** @param place the location of the key */
    record Entry(SourceLocation place, RawValue value) {}

    default boolean isEmpty() {
        return this instanceof Scalar scalar && scalar.kind() == Kind.EMPTY;
    }
}
