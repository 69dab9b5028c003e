package dev.muster.client.check;

import java.util.Locale;

/** Formats sizes for display. */
final class ReadableSize {
    private ReadableSize() {}

    /** Returns for example {@code 400 MiB} or {@code 1.5 GiB}. */
    static String ofKib(long kib) {
        double mib = kib / 1024.0;
        return mib < 1024 ? Math.round(mib) + " MiB" : String.format(Locale.ROOT, "%.1f GiB", mib / 1024);
    }
}
