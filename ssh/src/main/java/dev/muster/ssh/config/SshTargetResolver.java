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

/**
 * Resolves hosts of the cluster file to targets. A setting comes from the cluster file, otherwise from the user's ssh configuration, otherwise
 * from the defaults of OpenSSH.
 */
public final class SshTargetResolver {
    /** Matches login names without characters that a shell interprets. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N}._@+=,-]+");

    private static final Pattern JUMP = Pattern.compile("(?:ssh://)?(?:([^@]+)@)?(\\[[^]]+]|[^:]+)(?::([0-9]+))?/?");
    private static final int MAX_JUMPS = 8;
    private static final List<String> DEFAULT_KEYS =
            List.of("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk");

    private final SshConfig config;
    private final AuthConfig auth;
    private final LocalUser localUser;
    private final Consumer<String> warnings;
    private final Map<String, HostConfig> clusterHosts;

    /**
     * @param warnings receives a sentence for each setting that is not supported
     * @param clusterHosts the hosts of the cluster file, because a jump host may be one of them
     */
    SshTargetResolver(
            SshConfig config,
            AuthConfig auth,
            LocalUser localUser,
            Consumer<String> warnings,
            List<HostConfig> clusterHosts) {
        this.config = config;
        this.auth = auth;
        this.localUser = localUser;
        this.warnings = warnings;
        this.clusterHosts =
                clusterHosts.stream().collect(Collectors.toMap(HostConfig::host, Function.identity(), (one, _) -> one));
    }

    /** Returns a resolver that reads the ssh configuration of the user and the system. */
    public static SshTargetResolver ofUser(
            AuthConfig auth, LocalUser localUser, Consumer<String> warnings, List<HostConfig> clusterHosts) {
        List<Path> files = List.of(localUser.home().resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config"));
        return new SshTargetResolver(
                SshConfigReader.read(files, localUser.home()), auth, localUser, warnings, clusterHosts);
    }

    /** @throws UserError if the ssh configuration is invalid for this host */
    public SshTarget resolve(HostConfig host) {
        return resolve(settingsOf(host), 0);
    }

    /**
     * Resolves a chain of jump hosts.
     *
     * @param chain one or more of {@code [user@]host[:port]}, separated by commas. Each is reached through the one before it.
     */
    public List<SshTarget> jumps(String chain) {
        return jumps(chain, 0);
    }

    private HostSettings settingsOf(HostConfig host) {
        return new HostSettings(
                host.host(),
                host.user().or(auth::user),
                host.port(),
                new KeySetting(host.privateKey().or(auth::privateKey), Use.ALONE),
                host.proxyJump(),
                auth.proxyCommand());
    }

    /** The settings of the cluster file for a host; empty if it does not set them. */
    private record HostSettings(
            String host,
            Optional<String> user,
            OptionalInt port,
            KeySetting key,
            Optional<String> jump,
            Optional<String> command) {
        HostSettings with(Optional<String> otherUser, OptionalInt otherPort) {
            return new HostSettings(
                    host, otherUser.or(() -> user), otherPort.isPresent() ? otherPort : port, key, jump, command);
        }
    }

    /** The key of the cluster file, and whether it is the only one to try. */
    private record KeySetting(Optional<String> file, Use use) {}

    private enum Use {
        ALONE,
        BESIDE_KEYS_OF_USER
    }

    private SshTarget resolve(HostSettings settings, int depth) {
        if (depth > MAX_JUMPS) {
            throw new UserError(settings.host() + ": its jump hosts form a loop");
        }
        SshConfig.Options options = config.optionsOf(settings.host());
        UnsupportedSettings.in(options).forEach(warning -> warnings.accept(settings.host() + ": " + warning));
        String user = settings.user().or(() -> options.first("user")).orElse(localUser.user());
        int port = settings.port()
                .orElseGet(
                        () -> options.first("port").map(SshTargetResolver::port).orElse(22));
        ConfigTokens tokensForHostName = new ConfigTokens(localUser, settings.host(), settings.host(), port, user);
        String address =
                options.first("hostname").map(tokensForHostName::expand).orElse(settings.host());
        ConfigTokens tokens = new ConfigTokens(localUser, settings.host(), address, port, user);
        return new SshTarget(
                settings.host(),
                address,
                port,
                user,
                keys(settings, options, tokens),
                route(settings, options, tokens, depth),
                hostKeys(options, tokens));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // It is reported below.
        }
        throw new UserError("invalid port in the ssh configuration: " + text);
    }

    /** A key that the cluster file names is the only one to try, as in Ray. For a jump host, it is tried beside the keys of the user. */
    private SshTarget.Keys keys(HostSettings settings, SshConfig.Options options, ConfigTokens tokens) {
        Optional<Path> agent = agent(options, tokens);
        Optional<Path> configured = settings.key().file().map(localUser::path);
        if (configured.isPresent() && settings.key().use() == Use.ALONE) {
            return new SshTarget.Keys(List.of(configured.get()), true, agent);
        }
        List<Path> files = new ArrayList<>();
        options.all("identityfile").forEach(file -> files.add(localUser.path(tokens.expand(file.value()))));
        boolean useDefaults = files.isEmpty();
        configured.filter(file -> !files.contains(file)).ifPresent(files::add);
        if (useDefaults) {
            files.addAll(defaultKeys(configured.isPresent()));
        }
        return new SshTarget.Keys(files, options.isYes("identitiesonly"), agent);
    }

    /** @param othersExist whether there are other keys. If not, missing default keys are listed too, for the message. */
    private List<Path> defaultKeys(boolean othersExist) {
        return DEFAULT_KEYS.stream()
                .map(name -> localUser.home().resolve(".ssh").resolve(name))
                .filter(file -> !othersExist || Files.exists(file) || Files.exists(Path.of(file + ".pub")))
                .toList();
    }

    private Optional<Path> agent(SshConfig.Options options, ConfigTokens tokens) {
        String value = options.first("identityagent").orElse("SSH_AUTH_SOCK");
        if (value.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        boolean variable = value.equals("SSH_AUTH_SOCK") || value.startsWith("$") && !value.startsWith("${");
        if (variable) {
            return Optional.ofNullable(localUser.environment().get(value.replace("$", "")))
                    .filter(path -> !path.isBlank())
                    .map(Path::of);
        }
        return Optional.of(localUser.path(tokens.expand(value)));
    }

    private SshTarget.Route route(HostSettings settings, SshConfig.Options options, ConfigTokens tokens, int depth) {
        if (settings.jump().isPresent()) {
            return new SshTarget.Route.Jumps(jumps(settings.jump().get(), depth));
        }
        if (settings.command().isPresent()) {
            return command(settings.command().get(), tokens);
        }
        // As in OpenSSH, a ProxyJump below `Host *` does not apply to the jump host itself.
        Optional<String> jump = options.first("proxyjump")
                .filter(value -> !value.equalsIgnoreCase("none") && !value.equals(settings.host()));
        if (jump.isPresent()) {
            return new SshTarget.Route.Jumps(jumps(tokens.expand(jump.get()), depth));
        }
        return options.first("proxycommand")
                .filter(value -> !value.equalsIgnoreCase("none"))
                .map(value -> command(value, tokens))
                .orElseGet(SshTarget.Route.Direct::new);
    }

    private static SshTarget.Route command(String text, ConfigTokens tokens) {
        if (text.contains("%r") && !PLAIN_NAME.matcher(tokens.user()).matches()) {
            throw new UserError(
                    "the login name '" + tokens.user()
                            + "' cannot be used in a proxy command, because a shell would interpret it: " + text,
                    "write the user name instead of %r in ProxyCommand or auth.ssh_proxy_command");
        }
        return new SshTarget.Route.Command(tokens.expand(text));
    }

    /** Each host is reached through the one before it, and the first one as its own settings say. */
    private List<SshTarget> jumps(String chain, int depth) {
        List<SshTarget> hosts = new ArrayList<>();
        for (String jumpHost : chain.split(",")) {
            Matcher parts = JUMP.matcher(jumpHost.strip());
            if (!parts.matches()) {
                throw new UserError(
                        "'" + jumpHost + "' is not a valid jump host",
                        "write [user@]host[:port], several separated by commas");
            }
            String host = parts.group(2).replaceAll("[\\[\\]]", "");
            Optional<String> user = Optional.ofNullable(parts.group(1));
            OptionalInt port = parts.group(3) == null ? OptionalInt.empty() : OptionalInt.of(port(parts.group(3)));
            SshTarget jump = resolve(jump(host).with(user, port), depth + 1);
            hosts.add(hosts.isEmpty() ? jump : through(jump, hosts));
        }
        return hosts;
    }

    /** A jump host that is a host of the cluster file is reached as the file says. */
    private HostSettings jump(String host) {
        HostConfig listed = clusterHosts.get(host);
        return listed != null
                ? settingsOf(listed)
                : new HostSettings(
                        host,
                        Optional.empty(),
                        OptionalInt.empty(),
                        new KeySetting(auth.privateKey(), Use.BESIDE_KEYS_OF_USER),
                        Optional.empty(),
                        Optional.empty());
    }

    private static SshTarget through(SshTarget jump, List<SshTarget> before) {
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

    private List<Path> paths(SshConfig.Options options, String keyword, ConfigTokens tokens, String defaults) {
        List<String> values = options.all(keyword).stream()
                .findFirst()
                .map(SshConfig.Setting::values)
                .orElseGet(() -> List.of(defaults.split(" ")));
        return values.stream()
                .filter(value -> !value.equalsIgnoreCase("none"))
                .map(value -> localUser.path(tokens.expand(value)))
                .toList();
    }
}
