package dev.muster.config.hosts;

import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.DeclaredResources;
import dev.muster.config.section.Labels;
import dev.muster.config.section.LocalPaths;
import dev.muster.config.section.LoginName;
import dev.muster.config.yaml.KeyPath;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.ScalarReader;
import dev.muster.config.yaml.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads lists of hosts: names, ranges, {@code @files} and mappings. */
final class HostListReader {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9_.:%-]{0,252}");
    private static final Pattern JUMP = Pattern.compile("[A-Za-z0-9_\\[][A-Za-z0-9_.@:%,+=\\\\\\[\\]-]{0,999}");
    private static final Pattern WITH_PORT = Pattern.compile("([^:]+):([0-9]{1,5})");

    private final LocalPaths paths;
    private final Problems problems;
    private final HostFile file;

    HostListReader(LocalPaths paths, Problems problems) {
        this.paths = paths;
        this.problems = problems;
        this.file = new HostFile(paths, problems);
    }

    /** Returns the hosts at a key, in order; none if it is missing. */
    List<ListedHost> read(ConfigSection section, String key) {
        Optional<RawValue> raw = section.raw(key);
        String path = section.pathOf(key);
        List<ListedHost> hosts = new ArrayList<>();
        if (raw.isPresent() && raw.get() instanceof RawValue.Sequence list) {
            for (int i = 0; i < list.items().size(); i++) {
                hosts.addAll(entry(list.items().get(i), KeyPath.item(path, i)));
            }
        } else {
            raw.ifPresent(single -> hosts.addAll(entry(single, path)));
        }
        if (hosts.size() > HostRange.MAX_HOSTS) {
            section.error(key, "more than " + HostRange.MAX_HOSTS + " hosts");
        }
        return hosts;
    }

    private List<ListedHost> entry(RawValue raw, String path) {
        if (raw instanceof RawValue.Mapping mapping) {
            return map(new ConfigSection(mapping, path, problems));
        }
        Optional<String> text = ScalarReader.text(raw);
        if (text.isPresent() && text.get().startsWith("@")) {
            return file.lines(raw.place(), path, text.get().substring(1)).stream()
                    .flatMap(line -> hosts(line.place(), path, line.text()).stream())
                    .toList();
        }
        return text.map(range -> hosts(raw.place(), path, range)).orElse(List.of());
    }

    private List<ListedHost> hosts(SourceLocation place, String path, String range) {
        return names(place, path, range).stream()
                .map(name -> ListedHost.plain(place, path, name))
                .toList();
    }

    private List<ListedHost> map(ConfigSection section) {
        if (!section.given("host")) {
            problems.error(section.mapping().place(), section.path(), "the key 'host' is required");
        }
        ListedHost.Connection connection = new ListedHost.Connection(
                section.text("user"),
                section.whole("port"),
                paths.resolveOrWarn(section, "ssh_private_key"),
                section.text("proxy_jump"),
                section.text("head_proxy_jump"));
        section.text("user").ifPresent(user -> LoginName.check(section, "user", user));
        checkJump(section, "proxy_jump");
        checkJump(section, "head_proxy_jump");
        DeclaredResources resources = DeclaredResources.read(section.section("resources"));
        var labels = Labels.read(section);
        return section.text("host").stream()
                .flatMap(range -> names(section.valuePlace("host"), section.pathOf("host"), range).stream())
                .map(name -> new ListedHost(
                        section.mapping().place(),
                        section.path(),
                        name,
                        section.text("node_type"),
                        connection,
                        resources,
                        labels))
                .toList();
    }

    private static void checkJump(ConfigSection section, String key) {
        if (section.text(key).filter(jump -> !JUMP.matcher(jump).matches()).isPresent()) {
            section.error(
                    key, "is not a valid jump host: expected HOST or USER@HOST:PORT, several separated by commas");
        }
    }

    private List<String> names(SourceLocation place, String path, String range) {
        try {
            List<String> names = HostRange.expand(range);
            for (String name : names) {
                if (!isHostName(name)) {
                    problems.error(place, path, "'" + shortened(name) + "' is not a host name or address", hint(name));
                    return List.of();
                }
            }
            return names;
        } catch (IllegalArgumentException e) {
            problems.error(place, path, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static boolean isHostName(String name) {
        boolean onlyDots = name.chars().allMatch(letter -> letter == '.');
        return HOST.matcher(name).matches()
                && !onlyDots
                && !WITH_PORT.matcher(name).matches();
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 77) + "...";
    }

    private static String hint(String name) {
        int at = name.indexOf('@');
        if (at > 0 && at < name.length() - 1) {
            return "write {host: " + name.substring(at + 1) + ", user: " + name.substring(0, at) + "}";
        }
        var port = WITH_PORT.matcher(name);
        return port.matches() ? "write {host: " + port.group(1) + ", port: " + port.group(2) + "}" : "";
    }
}
