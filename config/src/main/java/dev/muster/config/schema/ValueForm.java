package dev.muster.config.schema;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form of a value in the file. The reader, the JSON schema and the reference page are all derived from it. */
public sealed interface ValueForm {
    /** Describes the form, for "expected …". */
    String describe();

    record Text() implements ValueForm {
        @Override
        public String describe() {
            return "a string";
        }
    }

    /** @param max inclusive */
    record Whole(int min, int max) implements ValueForm {
        @Override
        public String describe() {
            return "a whole number from " + min + " to " + max;
        }
    }

    /** A number from 0; fractions are allowed. */
    record Number(double max) implements ValueForm {
        @Override
        public String describe() {
            return "a number from 0 to " + (long) max;
        }
    }

    record Flag() implements ValueForm {
        @Override
        public String describe() {
            return "true or false";
        }
    }

    record Choice(List<String> choices) implements ValueForm {
        @Override
        public String describe() {
            return "one of " + String.join(", ", choices);
        }
    }

    /** An amount of a resource: a number, or a size such as {@code 16GiB}. */
    record Amount() implements ValueForm {
        /** The largest amount: {@link dev.muster.core.Resources} stores ten-thousandths in a long. */
        public static final BigDecimal MAX = new BigDecimal("900000000000000");
        /** A smaller amount would count as 0, and 0 hides what a daemon detects. */
        public static final BigDecimal LEAST = new BigDecimal("0.0001");

        @Override
        public String describe() {
            return "an amount: a number from 0, or a size such as 16GiB";
        }
    }

    record ListOf(ValueForm item) implements ValueForm {
        @Override
        public String describe() {
            return "a list";
        }
    }

    /** A mapping whose keys the user chooses. */
    record MapOf(ValueForm value) implements ValueForm {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /** A mapping with these keys and no others. */
    record Fields(Map<String, Key> keys) implements ValueForm {
        public Fields {
            keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /** Any value; it is not checked. */
    record Anything() implements ValueForm {
        @Override
        public String describe() {
            return "anything";
        }
    }

    /** One of several forms, distinguished by being a single value, a list or a mapping. */
    record Either(List<ValueForm> forms) implements ValueForm {
        @Override
        public String describe() {
            return String.join(", or ", forms.stream().map(ValueForm::describe).toList());
        }
    }
}
