package dev.muster.launcher.onprem;

import dev.muster.core.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the head found of its pool since {@code up} told it. A look belongs to the line of {@code up} that it was made after: a newer line makes it void. So
 * each side writes a file of its own, and neither can undo what the other wrote.
 */
final class Looks {
    private record Look(String base, Reach found) {}

    private final Map<String, Look> byHost = new LinkedHashMap<>();

    /** Lines that cannot be read are passed over: the head looks again. */
    static Looks parse(String text) {
        Looks looks = new Looks();
        text.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                Reach.parse(line.substring(tab + 1))
                        .forEach(found -> looks.byHost.put(found.host(), new Look(line.substring(0, tab), found)));
            }
        });
        return looks;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        byHost.values().forEach(look -> text.append(look.base())
                .append('\t')
                .append(look.found().line())
                .append('\n'));
        return text.toString();
    }

    void put(Reach told, Reach found) {
        byHost.put(told.host(), new Look(base(told), found));
    }

    Reach newest(Reach told) {
        Look look = byHost.get(told.host());
        return look != null && look.base().equals(base(told)) ? look.found() : told;
    }

    List<Reach> newest(List<Reach> told) {
        List<Reach> newest = new ArrayList<>();
        told.forEach(line -> newest.add(newest(line)));
        return newest;
    }

    private static String base(Reach told) {
        return Digest.of(told.line()).substring(0, 16);
    }
}
