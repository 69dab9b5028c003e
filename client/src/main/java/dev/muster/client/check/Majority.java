package dev.muster.client.check;

import dev.muster.client.check.HostProbe.Answered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The value that most hosts have, and the hosts that differ.
 *
 * @param value the most frequent value; of several, the first in the order of the config file
 * @param count the number of hosts with this value
 * @param of the number of hosts that reported a value
 * @param odd the other hosts by their value
 */
record Majority(String value, int count, int of, Map<String, List<Answered>> odd) {
    /** Returns the majority. Hosts with an empty value did not report it and do not count. */
    static Majority of(List<Answered> hosts, Function<Answered, String> value) {
        Map<String, List<Answered>> groups = new LinkedHashMap<>();
        for (Answered host : hosts) {
            String reported = value.apply(host);
            if (!reported.isEmpty()) {
                groups.computeIfAbsent(reported, _ -> new ArrayList<>()).add(host);
            }
        }
        String most = "";
        for (Map.Entry<String, List<Answered>> group : groups.entrySet()) {
            if (most.isEmpty()
                    || group.getValue().size()
                            > groups.getOrDefault(most, List.of()).size()) {
                most = group.getKey();
            }
        }
        int of = groups.values().stream().mapToInt(List::size).sum();
        List<Answered> agreed = groups.remove(most);
        return new Majority(most, agreed == null ? 0 : agreed.size(), of, groups);
    }

    /** Returns for example {@code "6.1.0 as on 7 of 8 hosts"}. */
    String describe() {
        return value + " as on " + count + " of " + of + " hosts";
    }
}
