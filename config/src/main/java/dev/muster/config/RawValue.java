package dev.muster.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file as written: nothing understood yet, everything with its place. */
sealed interface RawValue {
    SourceLocation place();

    /** In words, for "expected …, found …". */
    String describe();

    /** What YAML 1.1 takes a scalar for. */
    enum Kind {
        TEXT,
        EMPTY,
        FLAG,
        NUMBER,
        DATE
    }

    /** @param plain written without quotes */
    record Scalar(SourceLocation place, String text, Kind kind, boolean plain) implements RawValue {
        @Override
        public String describe() {
            return switch (kind) {
                case EMPTY -> "nothing";
                case FLAG, NUMBER, DATE -> shortened(text);
                case TEXT -> "the text '" + shortened(text) + "'";
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

    /** Entries in the file's order. */
    record Mapping(SourceLocation place, Map<String, Entry> entries) implements RawValue {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        static Mapping empty(SourceLocation place) {
            return new Mapping(place, Map.of());
        }

        @Override
        public String describe() {
            return "a map";
        }
    }

    /** @param place of the key */
    record Entry(SourceLocation place, RawValue value) {}

    default boolean isEmpty() {
        return this instanceof Scalar scalar && scalar.kind() == Kind.EMPTY;
    }
}
