package dev.muster.ssh.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the answers of the ssh program and of the reader in all settings that Muster follows. */
final class HostComparison {
    private HostComparison() {}

    /** Returns one line for each setting that differs. */
    static List<String> differences(HostOptions asked, HostOptions read) {
        Map<String, Object> other = values(read);
        List<String> differences = new ArrayList<>();
        values(asked).forEach((name, value) -> {
            if (!value.equals(other.get(name))) {
                differences.add(name + ": ssh has " + value + ", the reader " + other.get(name));
            }
        });
        return differences;
    }

    private static Map<String, Object> values(HostOptions options) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("hostname", options.hostName());
        values.put("user", options.user());
        values.put("port", options.port());
        values.put("identityfile", options.identityFiles());
        values.put("certificatefile", options.certificateFiles());
        values.put("identitiesonly", options.identitiesOnly());
        values.put("identityagent", options.identityAgent());
        values.put(
                "proxyjump",
                options.proxyJump().map(chain -> JumpHosts.parse(chain, "")).orElse(new JumpHosts(List.of())));
        values.put("proxycommand", options.proxyCommand());
        values.put("hostkeyalias", options.hostKeyAlias());
        values.put("userknownhostsfile", options.userFiles().filter(HostComparison::isNotDefault));
        values.put("globalknownhostsfile", options.globalFiles().filter(HostComparison::isNotDefault));
        values.put("stricthostkeychecking", options.isStrict());
        values.put("connecttimeout", options.connectTimeout());
        values.put("addressfamily", options.first("addressfamily").orElse("any"));
        values.put("bindaddress", options.first("bindaddress"));
        values.put("forwardagent", options.first("forwardagent").filter(value -> !value.equals("no")));
        return values;
    }

    private static boolean isNotDefault(List<String> files) {
        return files.size() != 2
                || !files.get(1).equals(files.get(0) + "2")
                || !files.get(0).endsWith("known_hosts");
    }
}
