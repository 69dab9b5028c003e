package dev.muster.ssh.config;

import dev.muster.core.HostText;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.failure.UserError;
import dev.muster.ssh.LocalUser;
import dev.muster.ssh.SshTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Resolves hosts of the cluster file to targets. A setting comes from the cluster file, otherwise from the user's ssh configuration, otherwise
 * from the defaults of OpenSSH.
 */
public final class SshTargetResolver {
    /** Matches login names without characters that a shell interprets. */
    private static final Pattern HOST_NAME = Pattern.compile("[\\p{L}\\p{N}_:.][\\p{L}\\p{N}_.:%-]*");

    /** See valid_hostname() of OpenSSH's ssh.c. */
    private static final Pattern SSH_HOST_NAME = Pattern.compile("(?!-)[^'`\"$\\\\;&<>|(){}\\s\\p{Cntrl}]+");

    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N}._@+=,-]+");

    private static final int MAX_JUMPS = 8;
    private static final List<String> USER_FILES = List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2");
    private static final List<String> SYSTEM_FILES = List.of("/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2");
    /** Settings that change how a host is reached or checked, and that are not followed. */
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "bindinterface", "BindInterface",
            "knownhostscommand", "KnownHostsCommand",
            "pkcs11provider", "PKCS11Provider",
            "revokedhostkeys", "RevokedHostKeys");

    private final EffectiveConfig config;
    private final AuthConfig auth;
    private final LocalUser localUser;
    private final Consumer<String> warnings;
    private final Map<String, HostConfig> clusterHosts;
    private final ConfiguredKeys configuredKeys;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /**
     * @param warnings receives a sentence for each setting that is not supported
     * @param clusterHosts the hosts of the cluster file, because a jump host may be one of them
     */
    SshTargetResolver(
            EffectiveConfig config,
            AuthConfig auth,
            LocalUser localUser,
            Consumer<String> warnings,
            List<HostConfig> clusterHosts) {
        this.config = config;
        this.auth = auth;
        this.localUser = localUser;
        this.configuredKeys = new ConfiguredKeys(localUser);
        this.warnings = warnings;
        this.clusterHosts =
                clusterHosts.stream().collect(Collectors.toMap(HostConfig::host, Function.identity(), (one, _) -> one));
    }

    /** Returns a resolver that follows the ssh configuration of the user and the system. */
    public static SshTargetResolver ofUser(
            AuthConfig auth, LocalUser localUser, Consumer<String> warnings, List<HostConfig> clusterHosts) {
        return new SshTargetResolver(EffectiveConfig.ofUser(localUser), auth, localUser, warnings, clusterHosts);
    }

    /** Finds the ssh configuration of hosts in parallel, so that each is resolved quickly afterwards. */
    public void prepare(List<HostConfig> hosts) {
        config.prepare(
                hosts.stream().map(this::settingsOf).map(HostSettings::query).toList());
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
        return jumps(chain, "", 0);
    }

    private HostSettings settingsOf(HostConfig host) {
        return new HostSettings(
                host.host(),
                host.sshName(),
                host.user().or(auth::user),
                host.port(),
                new ConfiguredKeys.KeySetting(host.privateKey().or(auth::privateKey), ConfiguredKeys.Use.ALONE),
                host.proxyJump(),
                auth.proxyCommand());
    }

    /** The settings of the cluster file for a host; empty if it does not set them. */
    private record HostSettings(
            String name,
            String host,
            Optional<String> user,
            OptionalInt port,
            ConfiguredKeys.KeySetting key,
            Optional<String> jump,
            Optional<String> command) {
        /** As ssh does: commands of the configuration get the name, {@code Match exec} also while the configuration is read. */
        HostSettings {
            if (!SSH_HOST_NAME.matcher(host).matches()) {
                throw new UserError(
                        "'" + HostText.line(host) + "' contains characters that ssh accepts in no host name");
            }
        }

        HostSettings with(Optional<String> otherUser, OptionalInt otherPort) {
            return new HostSettings(
                    name, host, otherUser.or(() -> user), otherPort.isPresent() ? otherPort : port, key, jump, command);
        }

        HostQuery query() {
            return new HostQuery(host, user, port);
        }
    }

    private SshTarget resolve(HostSettings settings, int depth) {
        if (depth > MAX_JUMPS) {
            throw new UserError(settings.host() + ": its jump hosts form a loop");
        }
        HostOptions options = config.apply(settings.query());
        reportUnsupported(settings.host(), options);
        ConfigTokens tokens = new ConfigTokens(
                localUser,
                settings.host(),
                options.hostName(),
                options.port(),
                options.user(),
                options.hostKeyAlias().orElse(settings.host()),
                options.proxyJump().orElse(""));
        SshTarget.Keys keys = configuredKeys.of(settings.key(), options, tokens);
        return new SshTarget(
                settings.name(),
                options.hostName(),
                options.port(),
                options.user(),
                keys,
                route(settings, options, tokens, depth),
                hostKeys(options, tokens),
                configuredKeys.transport(options, keys.agent()));
    }

    /** Warns once of each setting, not once for each host. */
    private void reportUnsupported(String host, HostOptions options) {
        for (Map.Entry<String, String> keyword : UNSUPPORTED.entrySet()) {
            boolean isSet = options.first(keyword.getKey())
                    .filter(value -> !value.equalsIgnoreCase("none"))
                    .isPresent();
            if (isSet && reported.add(keyword.getKey())) {
                warnings.accept(
                        host + ": your ssh configuration sets " + keyword.getValue() + ", which is not supported");
            }
        }
    }

    private SshTarget.Route route(HostSettings settings, HostOptions options, ConfigTokens tokens, int depth) {
        if (settings.jump().isPresent()) {
            return new SshTarget.Route.Jumps(jumps(settings.jump().get(), settings.name(), depth));
        }
        if (settings.command().isPresent()) {
            return command(settings.command().get(), tokens);
        }
        // ssh refuses a jump host whose own ProxyJump names it; below `Host *`, it can only mean the other hosts.
        Optional<String> jump = options.proxyJump().filter(value -> !value.equals(settings.host()));
        if (jump.isPresent()) {
            return new SshTarget.Route.Jumps(jumps(tokens.command(jump.get()), settings.name(), depth));
        }
        if (options.proxyCommand().isPresent() && options.isYes("proxyusefdpass")) {
            throw new UserError(
                    settings.host() + ": your ssh configuration sets ProxyUseFdpass, which is not supported",
                    "use a proxy command that copies its standard input and output, such as: nc %h %p");
        }
        return options.proxyCommand().map(value -> command(value, tokens)).orElseGet(SshTarget.Route.Direct::new);
    }

    private static SshTarget.Route command(String text, ConfigTokens tokens) {
        if (text.contains("%r") && !PLAIN_NAME.matcher(tokens.user()).matches()) {
            throw new UserError(
                    "the login name '" + tokens.user()
                            + "' cannot be used in a proxy command, because a shell would interpret it: " + text,
                    "write the user name instead of %r in ProxyCommand or auth.ssh_proxy_command");
        }
        boolean isPlain = (!text.contains("%h")
                        || HOST_NAME.matcher(tokens.address()).matches())
                && (!text.contains("%n") || HOST_NAME.matcher(tokens.host()).matches());
        if (!isPlain) {
            throw new UserError("the host name '" + HostText.line(tokens.host())
                    + "' cannot be used in a proxy command, because a shell would interpret it");
        }
        return new SshTarget.Route.Command(tokens.command(text));
    }

    /**
     * Each host is reached through the one before it, and the first one as its own settings say.
     *
     * @param host the host of the cluster file that is reached in this way; empty if none
     */
    private List<SshTarget> jumps(String chain, String host, int depth) {
        List<SshTarget> hosts = new ArrayList<>();
        for (JumpHosts.Hop hop : JumpHosts.parse(chain, "proxy_jump").hops()) {
            SshTarget jump = resolve(jump(hop.host(), host).with(hop.user(), hop.port()), depth + 1);
            hosts.add(hosts.isEmpty() ? jump : jump.withRoute(new SshTarget.Route.Jumps(hosts)));
        }
        return hosts;
    }

    /** A jump host that is another host of the cluster file is reached as the file says. Its own name again is another login to it. */
    private HostSettings jump(String host, String from) {
        HostConfig listed = clusterHosts.get(host);
        return listed != null && !host.equals(from)
                ? settingsOf(listed)
                : new HostSettings(
                        host,
                        host,
                        Optional.empty(),
                        OptionalInt.empty(),
                        new ConfiguredKeys.KeySetting(auth.privateKey(), ConfiguredKeys.Use.BESIDE_KEYS_OF_USER),
                        Optional.empty(),
                        Optional.empty());
    }

    private SshTarget.HostKeyRules hostKeys(HostOptions options, ConfigTokens tokens) {
        List<Path> files = new ArrayList<>();
        List<String> ofUser = options.userFiles().orElse(USER_FILES);
        List<String> ofSystem = options.globalFiles().orElse(SYSTEM_FILES);
        Stream.concat(ofUser.stream(), ofSystem.stream())
                .filter(file -> !file.equalsIgnoreCase("none"))
                .forEach(file -> files.add(localUser.path(file)));
        boolean strict = auth.hostKeys() == AuthConfig.HostKeys.STRICT || options.isStrict();
        return new SshTarget.HostKeyRules(files, strict, options.hostKeyAlias());
    }
}
