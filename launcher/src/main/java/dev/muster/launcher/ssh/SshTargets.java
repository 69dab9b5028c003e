package dev.muster.launcher.ssh;

import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.failure.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves a host of the cluster's file: what the file says first, then the user's ssh configuration, then the usual. */
public final class SshTargets {
    /** A login name that no shell reads as anything else. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._@+=,-]+");

    private static final Pattern JUMP = Pattern.compile("(?:ssh://)?(?:([^@]+)@)?(\\[[^]]+]|[^:]+)(?::([0-9]+))?/?");
    private static final int MOST_JUMPS = 8;
    private static final List<String> USUAL_KEYS =
            List.of("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk");

    private final SshConfig config;
    private final AuthConfig auth;
    private final Place place;
    private final Consumer<String> warnings;

    public SshTargets(SshConfig config, AuthConfig auth, Place place, Consumer<String> warnings) {
        this.config = config;
        this.auth = auth;
        this.place = place;
        this.warnings = warnings;
    }

    /** With the user's and the system's ssh configuration. */
    public static SshTargets ofUser(AuthConfig auth, Place place, Consumer<String> warnings) {
        List<Path> files = List.of(place.home().resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config"));
        return new SshTargets(SshConfigReader.read(files, place.home()), auth, place, warnings);
    }

    public SshTarget resolve(HostConfig host) {
        Wish wish = new Wish(
                host.host(),
                host.user().or(auth::user),
                host.port(),
                host.privateKey().or(auth::privateKey),
                host.proxyJump(),
                auth.proxyCommand());
        return resolve(wish, 0);
    }

    /** What the cluster's file wants; empty where it says nothing. */
    private record Wish(
            String host,
            Optional<String> user,
            OptionalInt port,
            Optional<String> key,
            Optional<String> jump,
            Optional<String> command) {}

    private SshTarget resolve(Wish wish, int depth) {
        if (depth > MOST_JUMPS) {
            throw new UserError(wish.host() + ": its jump hosts lead in a circle");
        }
        SshConfig.Options options = config.optionsOf(wish.host());
        Unsupported.in(options).forEach(what -> warnings.accept(wish.host() + ": " + what));
        String user = wish.user().or(() -> options.first("user")).orElse(place.user());
        int port = wish.port()
                .orElseGet(() -> options.first("port").map(SshTargets::port).orElse(22));
        Tokens forName = new Tokens(place, wish.host(), wish.host(), port, user);
        String address = options.first("hostname").map(forName::expand).orElse(wish.host());
        Tokens tokens = new Tokens(place, wish.host(), address, port, user);
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

    /** A key that the cluster's file names is the only one that is tried, as Ray does. */
    private SshTarget.Keys keys(Wish wish, SshConfig.Options options, Tokens tokens) {
        Optional<Path> agent = agent(options, tokens);
        if (wish.key().isPresent()) {
            return new SshTarget.Keys(List.of(place.path(wish.key().get())), true, agent);
        }
        List<Path> files = options.all("identityfile").stream()
                .map(setting -> place.path(tokens.expand(setting.value())))
                .toList();
        boolean usual = files.isEmpty();
        List<Path> all = usual
                ? USUAL_KEYS.stream()
                        .map(name -> place.home().resolve(".ssh").resolve(name))
                        .toList()
                : files;
        return new SshTarget.Keys(all, options.isYes("identitiesonly"), agent);
    }

    private Optional<Path> agent(SshConfig.Options options, Tokens tokens) {
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

    private SshTarget.Route route(Wish wish, SshConfig.Options options, Tokens tokens, int depth) {
        if (wish.jump().isPresent()) {
            return jumps(wish.jump().get(), depth);
        }
        if (wish.command().isPresent()) {
            return command(wish.command().get(), tokens);
        }
        // As in OpenSSH, a ProxyJump under `Host *` does not send the jump host through itself.
        Optional<String> jump = options.first("proxyjump")
                .filter(value -> !value.equalsIgnoreCase("none") && !value.equals(wish.host()));
        if (jump.isPresent()) {
            return jumps(tokens.expand(jump.get()), depth);
        }
        return options.first("proxycommand")
                .filter(value -> !value.equalsIgnoreCase("none"))
                .map(value -> command(value, tokens))
                .orElseGet(SshTarget.Route.Direct::new);
    }

    private static SshTarget.Route command(String text, Tokens tokens) {
        if (text.contains("%r") && !PLAIN.matcher(tokens.user()).matches()) {
            throw new UserError(
                    "the login name '" + tokens.user() + "' cannot stand in a proxy command, which a shell reads: "
                            + text,
                    "leave %r out there");
        }
        return new SshTarget.Route.Command(tokens.expand(text));
    }

    /** Each host is reached through the one before it; how the first one is reached, its own settings say. */
    private SshTarget.Route jumps(String chain, int depth) {
        List<SshTarget> hosts = new ArrayList<>();
        for (String link : chain.split(",")) {
            Matcher parts = JUMP.matcher(link.strip());
            if (!parts.matches()) {
                throw new UserError("not a jump host: '" + link + "'", "[user@]host[:port], several with commas");
            }
            String host = parts.group(2).replaceAll("[\\[\\]]", "");
            Optional<String> user = Optional.ofNullable(parts.group(1));
            OptionalInt port = parts.group(3) == null ? OptionalInt.empty() : OptionalInt.of(port(parts.group(3)));
            Wish wish = new Wish(host, user, port, Optional.empty(), Optional.empty(), Optional.empty());
            SshTarget jump = resolve(wish, depth + 1);
            hosts.add(hosts.isEmpty() ? jump : via(jump, hosts));
        }
        return new SshTarget.Route.Jumps(hosts);
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

    private SshTarget.HostKeyRules hostKeys(SshConfig.Options options, Tokens tokens) {
        List<Path> files = new ArrayList<>();
        files.addAll(paths(options, "userknownhostsfile", tokens, "~/.ssh/known_hosts ~/.ssh/known_hosts2"));
        files.addAll(
                paths(options, "globalknownhostsfile", tokens, "/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2"));
        boolean strict = auth.hostKeys() == AuthConfig.HostKeys.STRICT || options.isYes("stricthostkeychecking");
        return new SshTarget.HostKeyRules(files, strict, options.first("hostkeyalias"));
    }

    private List<Path> paths(SshConfig.Options options, String keyword, Tokens tokens, String usual) {
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
