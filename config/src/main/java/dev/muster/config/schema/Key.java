package dev.muster.config.schema;

/**
 * A key that the reader knows.
 *
 * @param description one sentence for editors and the reference page
 */
public record Key(ValueForm form, Origin origin, String description) {
    public enum Origin {
        /** A key of Ray, with the same meaning. */
        RAY,
        /** A key that only Muster has. */
        MUSTER,
        /** A key of older Ray files, or one internal to Ray. It causes a warning. */
        LEGACY
    }
}
