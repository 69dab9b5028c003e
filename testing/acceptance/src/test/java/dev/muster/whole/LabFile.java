package dev.muster.whole;

import java.util.ArrayList;
import java.util.List;

/** A cluster's file on the lab, as an operator edits it: its first host is the head. */
final class LabFile {
    private final Lab lab;
    private final String name;
    private final List<String> hosts = new ArrayList<>();
    private final List<String> more = new ArrayList<>();
    private String user = "root";
    private String key;
    private int min;

    LabFile(Lab lab, String name) {
        this.lab = lab;
        this.name = name;
        this.key = lab.key().toString();
    }

    /** @param wanted numbers of the lab's hosts */
    LabFile hosts(int... wanted) {
        for (int host : wanted) {
            hosts.add("\"" + lab.address(host) + "\"");
        }
        return this;
    }

    /** @param entry of {@code worker_ips}, as YAML */
    LabFile entry(String entry) {
        hosts.add(entry);
        return this;
    }

    /** Workers that are kept; the other hosts are spare. */
    LabFile min(int workers) {
        min = workers;
        return this;
    }

    LabFile user(String name) {
        user = name;
        return this;
    }

    LabFile key(String path) {
        key = path;
        return this;
    }

    /** @param yaml whole keys at the file's top */
    LabFile with(String yaml) {
        more.add(yaml.stripTrailing());
        return this;
    }

    String text() {
        return """
                cluster_name: %s
                provider:
                  type: local
                  head_ip: %s
                  worker_ips: [%s]
                max_workers: %d
                idle_timeout_minutes: 0.05
                head_node_type: head
                available_node_types:
                  head: {resources: {CPU: 0}}
                  worker: {resources: {CPU: 1}, min_workers: %d}
                auth: {ssh_user: "%s", ssh_private_key: "%s"}
                %s
                """.formatted(
                        name,
                        hosts.getFirst(),
                        String.join(", ", hosts.subList(1, hosts.size())),
                        hosts.size() - 1,
                        min,
                        user,
                        key,
                        String.join("\n", more));
    }
}
