package dev.muster.ssh.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The effective settings of one host, under the names and in the form that {@code ssh -G} prints them: HostName is expanded, paths of keys and
 * the proxy command are not.
 */
record HostOptions(Map<String, List<String>> settings) {
    private static final Set<String> YES = Set.of("yes", "true");
    private static final String DEFAULT_KEY = "~/.ssh/id_";
    private static final String USER_FILES = "userknownhostsfile";
    private static final String GLOBAL_FILES = "globalknownhostsfile";

    HostOptions {
        settings = Map.copyOf(settings);
    }

    /** Parses the output of {@code ssh -G}. */
    static HostOptions parse(String text) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0) {
                found.computeIfAbsent(line.substring(0, space).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(line.substring(space + 1));
            }
        }
        return new HostOptions(found);
    }

    /** Returns these settings with the known_hosts files of others that are the same files: only the reader tells where a path with spaces ends. */
    HostOptions withFilesOf(Optional<HostOptions> others) {
        Map<String, List<String>> all = new LinkedHashMap<>(settings);
        for (String keyword : List.of(USER_FILES, GLOBAL_FILES)) {
            all.computeIfPresent(keyword, (_, printed) -> {
                String joined = String.join(" ", printed);
                return others.flatMap(
                                other -> Optional.ofNullable(other.settings().get(keyword)))
                        .filter(files -> String.join(" ", files).equals(joined))
                        .orElseGet(() -> List.of(joined.split(" ")));
            });
        }
        return new HostOptions(all);
    }

    String hostName() {
        return first("hostname").orElse("");
    }

    String user() {
        return first("user").orElse("");
    }

    int port() {
        return Integer.parseInt(portNumber(first("port").orElse("22")));
    }

    /** Returns the number of a port: ssh accepts a sign, and the name of its own service. */
    static String portNumber(String text) {
        return text.equals("ssh") ? "22" : text.replaceFirst("^\\+?0*", "");
    }

    /** Returns the configured keys, not expanded; nothing if there are only the defaults of ssh. */
    List<String> identityFiles() {
        List<String> files = settings.getOrDefault("identityfile", List.of());
        boolean defaults = files.size() > 3 && files.stream().allMatch(file -> file.startsWith(DEFAULT_KEY));
        return defaults ? List.of() : files;
    }

    List<String> certificateFiles() {
        return settings.getOrDefault("certificatefile", List.of());
    }

    boolean identitiesOnly() {
        return isYes("identitiesonly");
    }

    Optional<String> identityAgent() {
        return first("identityagent");
    }

    /** Returns the value of ProxyJump, unless it is {@code none}. */
    Optional<String> proxyJump() {
        return first("proxyjump").filter(value -> !value.equalsIgnoreCase("none"));
    }

    /** Returns the value of ProxyCommand, unless it is {@code none}. */
    Optional<String> proxyCommand() {
        return first("proxycommand").filter(value -> !value.equalsIgnoreCase("none"));
    }

    Optional<String> hostKeyAlias() {
        return first("hostkeyalias");
    }

    /** Returns the known_hosts files of the user; nothing if there are only the defaults. */
    Optional<List<String>> userFiles() {
        return Optional.ofNullable(settings.get(USER_FILES));
    }

    /** Returns the known_hosts files of the system; nothing if there are only the defaults. */
    Optional<List<String>> globalFiles() {
        return Optional.ofNullable(settings.get(GLOBAL_FILES));
    }

    boolean isStrict() {
        return isYes("stricthostkeychecking");
    }

    OptionalInt connectTimeout() {
        return first("connecttimeout").stream()
                .filter(value -> value.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .filter(seconds -> seconds > 0)
                .findFirst();
    }

    /** Returns the first value of a keyword. */
    Optional<String> first(String keyword) {
        return settings.getOrDefault(keyword, List.of()).stream().findFirst();
    }

    boolean isYes(String keyword) {
        return first(keyword)
                .filter(value -> YES.contains(value.toLowerCase(Locale.ROOT)))
                .isPresent();
    }
}
