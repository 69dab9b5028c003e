package dev.muster.daemon.host;

import java.util.BitSet;
import java.util.OptionalLong;

/** Reads the kernel's notation for sets of CPUs, such as {@code 0-3,8,10-11}. */
final class CpuList {
    private static final int MAX_CPUS = 1 << 16;

    private CpuList() {}

    /** Invalid parts are ignored. */
    static BitSet parse(String text) {
        BitSet cpus = new BitSet();
        for (String range : text.strip().split(",")) {
            String[] ends = range.split("-", 2);
            OptionalLong first = NumberText.parse(ends[0]);
            OptionalLong last = ends.length == 1 ? first : NumberText.parse(ends[1]);
            if (first.isPresent() && last.isPresent() && isRange(first.getAsLong(), last.getAsLong())) {
                cpus.set((int) first.getAsLong(), (int) last.getAsLong() + 1);
            }
        }
        return cpus;
    }

    private static boolean isRange(long first, long last) {
        return first >= 0 && last >= first && last < MAX_CPUS;
    }
}
