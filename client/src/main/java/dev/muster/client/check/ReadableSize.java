package dev.muster.client.check;

import java.util.Locale;

/** Kibibytes as people read them. */
final class ReadableSize {
    private ReadableSize() {}

    static String ofKib(long kib) {
        double mib = kib / 1024.0;
        return mib < 1024 ? Math.round(mib) + " MiB" : String.format(Locale.ROOT, "%.1f GiB", mib / 1024);
    }
}
