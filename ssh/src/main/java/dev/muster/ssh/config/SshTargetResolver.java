package dev.muster.ssh.config;

import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.failure.UserError;
import dev.muster.ssh.LocalUser;
import dev.muster.ssh.SshTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Resolves a host of the cluster's file: what the file says first, then the user's ssh configuration, then the usual. */
public final class SshTargetResolver {
    /** A login name that no shell reads as anything else. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._@+=,-]+");

    private static final Pattern JUMP = Pattern.compile("(?:ssh://)?(?:([^@]+)@)?(\\[[^]]+]|[^:]+)(?::([0-9]+))?/?");
    private static final int MOST_JUMPS = 8;
    private static final List<String> USUAL_KEYS =
            List.of("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk");

    private final SshConfig config;
    private final AuthConfig auth;
    private final LocalUser place;
    private final Consumer<String> warnings;
    private final Map<String, HostConfig> ofTheFile;

    /** @param ofTheFile hosts that may be named as jump hosts too */
    SshTargetResolver(
            SshConfig config, AuthConfig auth, LocalUser place, Consumer<String> warnings, List<HostConfig> ofTheFile) {
        this.config = config;
        this.auth = auth;
        this.place = place;
        this.warnings = warnings;
        this.ofTheFile =
                ofTheFile.stream().collect(Collectors.toMap(HostConfig::host, Function.identity(), (one, _) -> one));
    }

    /** With the user's and the system's ssh configuration. */
    public static SshTargetResolver ofUser(
            AuthConfig auth, LocalUser place, Consumer<String> warnings, List<HostConfig> ofTheFile) {
        List<Path> files = List.of(place.home().resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config"));
        return new SshTargetResolver(SshConfigReader.read(files, place.home()), auth, place, warnings, ofTheFile);
    }

    public SshTarget resolve(HostConfig host) {
        return resolve(wish(host), 0);
    }

    /** @param chain {@code [user@]host[:port]}, several with commas: each is reached through the one before it */
    public List<SshTarget> jumps(String chain) {
        return jumps(chain, 0);
    }

    private Wish wish(HostConfig host) {
        return new Wish(
                host.host(),
                host.user().or(auth::user),
                host.port(),
                new WishedKey(host.privateKey().or(auth::privateKey), Only.THIS),
                host.proxyJump(),
                auth.proxyCommand());
    }

    /** What the cluster's file wants; empty where it says nothing. */
    private record Wish(
            String host,
            Optional<String> user,
            OptionalInt port,
            WishedKey key,
            Optional<String> jump,
            Optional<String> command) {
        Wish at(Optional<String> otherUser, OptionalInt otherPort) {
            return new Wish(
                    host, otherUser.or(() -> user), otherPort.isPresent() ? otherPort : port, key, jump, command);
        }
    }

    private record WishedKey(Optional<String> file, Only only) {}

    private enum Only {
        THIS,
        BESIDE_THE_USERS
    }

    private SshTarget resolve(Wish wish, int depth) {
        if (depth > MOST_JUMPS) {
            throw new UserError(wish.host() + ": its jump hosts lead in a circle");
        }
        SshConfig.Options options = config.optionsOf(wish.host());
        UnsupportedSettings.in(options).forEach(what -> warnings.accept(wish.host() + ": " + what));
        String user = wish.user().or(() -> options.first("user")).orElse(place.user());
        int port = wish.port()
                .orElseGet(
                        () -> options.first("port").map(SshTargetResolver::port).orElse(22));
        ConfigTokens forName = new ConfigTokens(place, wish.host(), wish.host(), port, user);
        String address = options.first("hostname").map(forName::expand).orElse(wish.host());
        ConfigTokens tokens = new ConfigTokens(place, wish.host(), address, port, user);
        return new SshTarget(
                wish.host(),
                address,
                port,
                user,
                keys(wish, options, tokens),
                route(wish, options, tokens, depth),
                hostKeys(options, tokens));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UserError("no such port in the ssh configuration: " + text);
    }

    /** A key that the cluster's file names is the only one that is tried, as Ray does; a jump host is offered it beside the user's. */
    private SshTarget.Keys keys(Wish wish, SshConfig.Options options, ConfigTokens tokens) {
        Optional<Path> agent = agent(options, tokens);
        Optional<Path> wished = wish.key().file().map(place::path);
        if (wished.isPresent() && wish.key().only() == Only.THIS) {
            return new SshTarget.Keys(List.of(wished.get()), true, agent);
        }
        List<Path> files = new ArrayList<>();
        options.all("identityfile").forEach(setting -> files.add(place.path(tokens.expand(setting.value()))));
        boolean usual = files.isEmpty();
        wished.filter(file -> !files.contains(file)).ifPresent(files::add);
        if (usual) {
            files.addAll(usualKeys(wished.isPresent()));
        }
        return new SshTarget.Keys(files, options.isYes("identitiesonly"), agent);
    }

    /** @param others whether there are keys to name where none of these is there */
    private List<Path> usualKeys(boolean others) {
        return USUAL_KEYS.stream()
                .map(name -> place.home().resolve(".ssh").resolve(name))
                .filter(file -> !others || Files.exists(file) || Files.exists(Path.of(file + ".pub")))
                .toList();
    }

    private Optional<Path> agent(SshConfig.Options options, ConfigTokens tokens) {
        String value = options.first("identityagent").orElse("SSH_AUTH_SOCK");
        if (value.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        boolean variable = value.equals("SSH_AUTH_SOCK") || value.startsWith("$") && !value.startsWith("${");
        if (variable) {
            return Optional.ofNullable(place.environment().get(value.replace("$", "")))
                    .filter(path -> !path.isBlank())
                    .map(Path::of);
        }
        return Optional.of(place.path(tokens.expand(value)));
    }

    private SshTarget.Route route(Wish wish, SshConfig.Options options, ConfigTokens tokens, int depth) {
        if (wish.jump().isPresent()) {
            return new SshTarget.Route.Jumps(jumps(wish.jump().get(), depth));
        }
        if (wish.command().isPresent()) {
            return command(wish.command().get(), tokens);
        }
        // As in OpenSSH, a ProxyJump under `Host *` does not send the jump host through itself.
        Optional<String> jump = options.first("proxyjump")
                .filter(value -> !value.equalsIgnoreCase("none") && !value.equals(wish.host()));
        if (jump.isPresent()) {
            return new SshTarget.Route.Jumps(jumps(tokens.expand(jump.get()), depth));
        }
        return options.first("proxycommand")
                .filter(value -> !value.equalsIgnoreCase("none"))
                .map(value -> command(value, tokens))
                .orElseGet(SshTarget.Route.Direct::new);
    }

    private static SshTarget.Route command(String text, ConfigTokens tokens) {
        if (text.contains("%r") && !PLAIN.matcher(tokens.user()).matches()) {
            throw new UserError(
                    "the login name '" + tokens.user() + "' cannot stand in a proxy command, which a shell reads: "
                            + text,
                    "leave %r out there");
        }
        return new SshTarget.Route.Command(tokens.expand(text));
    }

    /** Each host is reached through the one before it; how the first one is reached, its own settings say. */
    private List<SshTarget> jumps(String chain, int depth) {
        List<SshTarget> hosts = new ArrayList<>();
        for (String link : chain.split(",")) {
            Matcher parts = JUMP.matcher(link.strip());
            if (!parts.matches()) {
                throw new UserError("not a jump host: '" + link + "'", "[user@]host[:port], several with commas");
            }
            String host = parts.group(2).replaceAll("[\\[\\]]", "");
            Optional<String> user = Optional.ofNullable(parts.group(1));
            OptionalInt port = parts.group(3) == null ? OptionalInt.empty() : OptionalInt.of(port(parts.group(3)));
            SshTarget jump = resolve(jump(host).at(user, port), depth + 1);
            hosts.add(hosts.isEmpty() ? jump : via(jump, hosts));
        }
        return hosts;
    }

    /** A host of the cluster's file is reached as the file says. */
    private Wish jump(String host) {
        HostConfig known = ofTheFile.get(host);
        return known != null
                ? wish(known)
                : new Wish(
                        host,
                        Optional.empty(),
                        OptionalInt.empty(),
                        new WishedKey(auth.privateKey(), Only.BESIDE_THE_USERS),
                        Optional.empty(),
                        Optional.empty());
    }

    private static SshTarget via(SshTarget jump, List<SshTarget> before) {
        return new SshTarget(
                jump.name(),
                jump.address(),
                jump.port(),
                jump.user(),
                jump.keys(),
                new SshTarget.Route.Jumps(before),
                jump.hostKeys());
    }

    private SshTarget.HostKeyRules hostKeys(SshConfig.Options options, ConfigTokens tokens) {
        List<Path> files = new ArrayList<>();
        files.addAll(paths(options, "userknownhostsfile", tokens, "~/.ssh/known_hosts ~/.ssh/known_hosts2"));
        files.addAll(
                paths(options, "globalknownhostsfile", tokens, "/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2"));
        boolean strict = auth.hostKeys() == AuthConfig.HostKeys.STRICT || options.isYes("stricthostkeychecking");
        return new SshTarget.HostKeyRules(files, strict, options.first("hostkeyalias"));
    }

    private List<Path> paths(SshConfig.Options options, String keyword, ConfigTokens tokens, String usual) {
        List<String> words = options.all(keyword).stream()
                .findFirst()
                .map(SshConfig.Setting::words)
                .orElseGet(() -> List.of(usual.split(" ")));
        return words.stream()
                .filter(word -> !word.equalsIgnoreCase("none"))
                .map(word -> place.path(tokens.expand(word)))
                .toList();
    }
}
