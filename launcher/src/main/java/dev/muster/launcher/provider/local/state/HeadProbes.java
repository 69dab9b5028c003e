package dev.muster.launcher.provider.local.state;

import dev.muster.core.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what the head's own probes found on hosts of its pool. A probe counts only as long as the record that {@code up} wrote is the one it started
 * from. {@code up} and the head write one file each, so neither overwrites the other.
 */
final class HeadProbes {
    /** @param base digest of the record of {@code up} that the probe started from */
    private record Probe(String base, PoolHostRecord result) {}

    private final Map<String, Probe> byHost = new LinkedHashMap<>();

    /** Parses the head's file. Skips lines that it cannot read: the head probes these hosts again. */
    static HeadProbes parse(String text) {
        HeadProbes probes = new HeadProbes();
        text.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                PoolHostRecord.parse(line.substring(tab + 1))
                        .forEach(found -> probes.byHost.put(found.host(), new Probe(line.substring(0, tab), found)));
            }
        });
        return probes;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        byHost.values()
                .forEach(probe -> text.append(probe.base())
                        .append('\t')
                        .append(probe.result().toLine())
                        .append('\n'));
        return text.toString();
    }

    /** Stores the result of a probe that started from a record of {@code up}. */
    void put(PoolHostRecord byUp, PoolHostRecord found) {
        byHost.put(byUp.host(), new Probe(base(byUp), found));
    }

    /** Returns the newest record of a host: the result of the head's probe, or the record of {@code up} if that is newer. */
    PoolHostRecord newest(PoolHostRecord byUp) {
        Probe probe = byHost.get(byUp.host());
        return probe != null && probe.base().equals(base(byUp)) ? probe.result() : byUp;
    }

    List<PoolHostRecord> newest(List<PoolHostRecord> byUp) {
        List<PoolHostRecord> newest = new ArrayList<>();
        byUp.forEach(each -> newest.add(newest(each)));
        return newest;
    }

    private static String base(PoolHostRecord byUp) {
        return Digest.of(byUp.toLine()).substring(0, 16);
    }
}
