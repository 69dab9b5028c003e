package dev.muster.config;

/**
 * A key that the reader knows.
 *
 * @param description one sentence for editors and the reference page
 */
record Key(ValueForm form, Origin origin, String description) {
    enum Origin {
        /** A key of Ray, with the same meaning. */
        RAY,
        /** A key that only Muster has. */
        MUSTER,
        /** A key of older Ray files, or one internal to Ray. It causes a warning. */
        LEGACY
    }
}
