package dev.muster.ssh.config;

import dev.muster.core.failure.UserError;
import dev.muster.ssh.LocalUser;
import dev.muster.ssh.hostkey.HostPatterns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the settings of one host in parsed files, in one or two passes as ssh does: the second one if there is a {@code Match final}. */
final class ConfigEvaluation {
    private static final int MAX_KEYS = 100;

    private final LocalUser localUser;
    private final HostQuery query;
    private final Predicate<String> succeeds;
    private final Map<String, List<String>> found = new LinkedHashMap<>();
    private boolean needsFinalPass;
    private boolean isFinalPass;
    private boolean isResolved;

    private ConfigEvaluation(LocalUser localUser, HostQuery query, Predicate<String> succeeds) {
        this.localUser = localUser;
        this.query = query;
        this.succeeds = succeeds;
    }

    /**
     * Returns the settings under the names that {@code ssh -G} prints.
     *
     * @param succeeds runs the command of a {@code Match exec}
     * @throws UserError if ssh would refuse the files for this host
     */
    static HostOptions of(LocalUser localUser, HostQuery query, List<ConfigFile> files, Predicate<String> succeeds) {
        ConfigEvaluation evaluation = new ConfigEvaluation(localUser, query, succeeds);
        query.user().ifPresent(user -> evaluation.found.put("user", List.of(user)));
        query.port().ifPresent(port -> evaluation.found.put("port", List.of(Integer.toString(port))));
        files.forEach(file -> evaluation.file(file, true, false));
        evaluation.refuseCanonicalNames();
        evaluation.found.put("hostname", List.of(evaluation.address()));
        evaluation.isResolved = true;
        if (evaluation.needsFinalPass) {
            evaluation.isFinalPass = true;
            files.forEach(file -> evaluation.file(file, true, false));
        }
        return new HostOptions(evaluation.finished());
    }

    private void refuseCanonicalNames() {
        String value = first("canonicalizehostname").orElse("no");
        if (!value.equalsIgnoreCase("no") && !value.equalsIgnoreCase("false")) {
            throw new UserError(
                    query.host() + ": CanonicalizeHostname is not supported without the ssh program",
                    "install OpenSSH's client on this machine, so that its answer is used");
        }
    }

    private void file(ConfigFile file, boolean activeBefore, boolean never) {
        boolean active = activeBefore;
        for (ConfigFile.Statement statement : file.statements()) {
            switch (statement) {
                case ConfigFile.Statement.Host(ConfigLine line) -> active = !never && matchesHost(line.arguments());
                case ConfigFile.Statement.Match match -> active = matches(match.criteria(), never) && !never;
                case ConfigFile.Statement.Include(List<ConfigFile> files) -> {
                    for (ConfigFile included : files) {
                        file(included, active, never || !active);
                    }
                }
                case ConfigFile.Statement.Unknown(ConfigLine line) -> unknown(line);
                case ConfigFile.Statement.Setting(ConfigLine line) -> {
                    if (active) {
                        store(line);
                    }
                }
            }
        }
    }

    private void unknown(ConfigLine line) {
        boolean ignored = first("ignoreunknown")
                .filter(patterns -> HostPatterns.matches(List.of(patterns.split(",")), line.keyword()))
                .isPresent();
        if (!ignored) {
            Keywords.check(line);
        }
    }

    /** The name as it is written, or in the second pass the one to connect to. */
    private String hostToMatch() {
        return isFinalPass ? first("hostname").orElse(query.host()) : query.host();
    }

    private boolean matchesHost(List<String> patterns) {
        boolean found = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (HostPatterns.matchesExactly(negated ? pattern.substring(1) : pattern, hostToMatch())) {
                if (negated) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    private boolean matches(List<MatchCriterion> criteria, boolean never) {
        boolean result = true;
        for (MatchCriterion criterion : criteria) {
            needsFinalPass |= criterion.kind() == MatchCriterion.Kind.FINAL;
            boolean skipped = criterion.kind() == MatchCriterion.Kind.EXEC && (!result || never);
            result &= !skipped && matches(criterion) != criterion.negated();
        }
        return result;
    }

    private boolean matches(MatchCriterion criterion) {
        String user = first("user").orElse(localUser.user());
        return switch (criterion.kind()) {
            case ALL -> true;
            case CANONICAL, FINAL -> isFinalPass;
            case EXEC -> succeeds.test(tokens().matchCommand(criterion.argument()));
            case HOST -> HostPatterns.matches(list(criterion), isFinalPass ? hostToMatch() : address());
            case ORIGINALHOST -> HostPatterns.matches(list(criterion), query.host());
            case USER -> HostPatterns.matchesList(list(criterion), user);
            case LOCALUSER -> HostPatterns.matchesList(list(criterion), localUser.user());
            case TAGGED ->
                HostPatterns.matchesList(list(criterion), first("tag").orElse(""));
        };
    }

    private static List<String> list(MatchCriterion criterion) {
        return List.of(criterion.argument().split(","));
    }

    private void store(ConfigLine line) {
        String keyword = Keywords.canonical(line.keyword());
        switch (keyword) {
            case "identityfile", "certificatefile" ->
                addTo(keyword, line.arguments().getFirst());
            case "userknownhostsfile", "globalknownhostsfile" -> found.putIfAbsent(keyword, line.arguments());
            case "proxycommand", "proxyjump" -> proxy(keyword, line.command());
            case "connecttimeout" -> {
                if (!line.arguments().getFirst().equalsIgnoreCase("none")) {
                    found.putIfAbsent(keyword, line.arguments());
                }
            }
            case "hostkeyalias" ->
                found.putIfAbsent(keyword, List.of(line.arguments().getFirst().toLowerCase(Locale.ROOT)));
            default ->
                found.putIfAbsent(
                        keyword,
                        List.of(
                                Keywords.isCommand(keyword) || line.arguments().isEmpty()
                                        ? line.command()
                                        : line.arguments().getFirst()));
        }
    }

    /** The first of both keywords counts, but {@code ProxyJump none} allows a proxy command. */
    private void proxy(String keyword, String value) {
        boolean isFree = !found.containsKey("proxycommand") && !found.containsKey("proxyjump");
        boolean isAfterNone = keyword.equals("proxycommand")
                && !found.containsKey("proxycommand")
                && first("proxyjump")
                        .filter(jump -> jump.equalsIgnoreCase("none"))
                        .isPresent();
        if (isFree || isAfterNone) {
            found.put(keyword, List.of(value));
        }
    }

    private void addTo(String keyword, String value) {
        List<String> values = new ArrayList<>(found.getOrDefault(keyword, List.of()));
        if (!values.contains(value) && values.size() < MAX_KEYS) {
            values.add(value);
        }
        found.put(keyword, values);
    }

    private Optional<String> first(String keyword) {
        return found.getOrDefault(keyword, List.of()).stream().findFirst();
    }

    /** Returns the name to connect to, as far as it is known. */
    private String address() {
        if (isResolved) {
            return first("hostname").orElse(query.host());
        }
        String name = first("hostname")
                .map(written -> tokens(query.host()).hostName(written))
                .orElse(query.host());
        return name.contains("%") ? name : name.toLowerCase(Locale.ROOT); // ssh does not change the zone of an address
    }

    private ConfigTokens tokens() {
        return tokens(address());
    }

    private ConfigTokens tokens(String address) {
        int port = Integer.parseInt(first("port").map(HostOptions::portNumber).orElse("22"));
        return new ConfigTokens(
                localUser,
                query.host(),
                address,
                port,
                first("user").orElse(localUser.user()),
                first("hostkeyalias").orElse(query.host()),
                first("proxyjump").orElse(""));
    }

    /** Expands what ssh expands before it prints its configuration. */
    private Map<String, List<String>> finished() {
        ConfigTokens tokens = tokens();
        found.putIfAbsent("user", List.of(localUser.user()));
        found.put("port", List.of(Integer.toString(tokens.port())));
        found.computeIfPresent(
                "userknownhostsfile",
                (_, files) -> files.stream().map(file -> expanded(file, tokens)).toList());
        found.computeIfPresent("identityagent", (_, agent) -> List.of(agent(agent.getFirst(), tokens)));
        found.computeIfPresent("connecttimeout", (_, time) -> {
            long seconds = ConfigTimes.seconds(time.getFirst()).orElse(-1);
            return List.of(seconds < 0 ? "none" : Long.toString(seconds));
        });
        return found;
    }

    private String expanded(String file, ConfigTokens tokens) {
        return file.equalsIgnoreCase("none")
                ? file
                : localUser.path(tokens.path(file)).toString();
    }

    private String agent(String value, ConfigTokens tokens) {
        boolean isVariable = value.equals("SSH_AUTH_SOCK") || value.startsWith("$") && !value.startsWith("${");
        return isVariable ? value : expanded(value, tokens);
    }
}
