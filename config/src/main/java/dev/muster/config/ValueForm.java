package dev.muster.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What may stand at a place of the file. The reader, the JSON schema and the reference page all come from these. */
sealed interface ValueForm {
    /** In words, for "expected …". */
    String words();

    record Text() implements ValueForm {
        @Override
        public String words() {
            return "a text";
        }
    }

    /** @param most inclusive */
    record Whole(int least, int most) implements ValueForm {
        @Override
        public String words() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** A number from 0; fractions are allowed. */
    record Number(double most) implements ValueForm {
        @Override
        public String words() {
            return "a number from 0 to " + (long) most;
        }
    }

    record Flag() implements ValueForm {
        @Override
        public String words() {
            return "true or false";
        }
    }

    record Word(List<String> choices) implements ValueForm {
        @Override
        public String words() {
            return "one of " + String.join(", ", choices);
        }
    }

    /** An amount of a resource: a number, or a size such as {@code 16GiB}. */
    record Amount() implements ValueForm {
        @Override
        public String words() {
            return "an amount: a number from 0, or a size such as 16GiB";
        }
    }

    record ListOf(ValueForm item) implements ValueForm {
        @Override
        public String words() {
            return "a list";
        }
    }

    /** A map whose keys the user chooses. */
    record MapOf(ValueForm value) implements ValueForm {
        @Override
        public String words() {
            return "a map";
        }
    }

    /** A map with these keys and no others. */
    record Fields(Map<String, Key> keys) implements ValueForm {
        public Fields {
            keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        }

        @Override
        public String words() {
            return "a map";
        }
    }

    /** As Ray has it, not looked into. */
    record Anything() implements ValueForm {
        @Override
        public String words() {
            return "anything";
        }
    }

    /** One of several, told apart by being a single value, a list or a map. */
    record Either(List<ValueForm> forms) implements ValueForm {
        @Override
        public String words() {
            return String.join(", or ", forms.stream().map(ValueForm::words).toList());
        }
    }
}
