package dev.muster.config.provider;

/**
 * A key below {@code provider} that only one provider has.
 *
 * @param description a sentence for the reference page and the JSON schema
 */
public record ProviderKey(String name, Form form, String description) {
    /** The form of a key's value. The config reader reports values of another form. */
    public sealed interface Form {
        record Text() implements Form {}

        record Flag() implements Form {}

        /** @param max inclusive */
        record Whole(int min, int max) implements Form {}
    }
}
