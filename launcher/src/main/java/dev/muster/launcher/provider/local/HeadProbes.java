package dev.muster.launcher.provider.local;

import dev.muster.core.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the head found of its pool since {@code up} told it. A look belongs to the line of {@code up} that it was made after: a newer line makes it void. So
 * each side writes a file of its own, and neither can undo what the other wrote.
 */
final class HeadProbes {
    private record Look(String base, PoolHostRecord found) {}

    private final Map<String, Look> byHost = new LinkedHashMap<>();

    /** Lines that cannot be read are passed over: the head looks again. */
    static HeadProbes parse(String text) {
        HeadProbes looks = new HeadProbes();
        text.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                PoolHostRecord.parse(line.substring(tab + 1))
                        .forEach(found -> looks.byHost.put(found.host(), new Look(line.substring(0, tab), found)));
            }
        });
        return looks;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        byHost.values()
                .forEach(look -> text.append(look.base())
                        .append('\t')
                        .append(look.found().line())
                        .append('\n'));
        return text.toString();
    }

    void put(PoolHostRecord told, PoolHostRecord found) {
        byHost.put(told.host(), new Look(base(told), found));
    }

    PoolHostRecord newest(PoolHostRecord told) {
        Look look = byHost.get(told.host());
        return look != null && look.base().equals(base(told)) ? look.found() : told;
    }

    List<PoolHostRecord> newest(List<PoolHostRecord> told) {
        List<PoolHostRecord> newest = new ArrayList<>();
        told.forEach(line -> newest.add(newest(line)));
        return newest;
    }

    private static String base(PoolHostRecord told) {
        return Digest.of(told.line()).substring(0, 16);
    }
}
