package dev.muster.client.check;

import dev.muster.client.check.HostProbe.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What most hosts have, and who differs.
 *
 * @param value of most; of the first in the file's order where two are as many
 * @param odd the others by their value
 */
record Majority(String value, int count, int of, Map<String, List<Seen>> odd) {
    /** Hosts whose value is empty did not tell it and do not count. */
    static Majority of(List<Seen> hosts, Function<Seen, String> value) {
        Map<String, List<Seen>> groups = new LinkedHashMap<>();
        for (Seen host : hosts) {
            String told = value.apply(host);
            if (!told.isEmpty()) {
                groups.computeIfAbsent(told, _ -> new ArrayList<>()).add(host);
            }
        }
        String most = "";
        for (Map.Entry<String, List<Seen>> group : groups.entrySet()) {
            if (most.isEmpty()
                    || group.getValue().size()
                            > groups.getOrDefault(most, List.of()).size()) {
                most = group.getKey();
            }
        }
        int of = groups.values().stream().mapToInt(List::size).sum();
        List<Seen> agreed = groups.remove(most);
        return new Majority(most, agreed == null ? 0 : agreed.size(), of, groups);
    }

    /** {@code "6.1.0 as on 7 of 8"}. */
    String words() {
        return value + " as on " + count + " of " + of;
    }
}
