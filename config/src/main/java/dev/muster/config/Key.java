package dev.muster.config;

/**
 * A key that the reader knows.
 *
 * @param about one sentence for editors and the reference page
 */
record Key(ValueForm form, Origin origin, String about) {
    enum Origin {
        /** Ray's, with Ray's meaning. */
        RAY,
        /** Beyond Ray. */
        OURS,
        /** From older Ray files, or internal to Ray: a warning. */
        LEGACY
    }
}
