package dev.muster.ssh.config;

import dev.muster.ssh.LocalUser;
import dev.muster.ssh.SshTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the keys, certificates and agents of a host in the cluster file and the ssh configuration, and how its connection is made. */
record ConfiguredKeys(LocalUser localUser) {
    private static final List<String> DEFAULT_KEYS =
            List.of("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk");

    /** The key of the cluster file, and whether it is the only one to try. */
    record KeySetting(Optional<String> file, Use use) {}

    enum Use {
        ALONE,
        BESIDE_KEYS_OF_USER
    }

    /** A key that the cluster file names is the only one to try, as in Ray. For a jump host, it is tried beside the keys of the user. */
    SshTarget.Keys of(KeySetting key, HostOptions options, ConfigTokens tokens) {
        Optional<Path> agent = agent(options);
        Optional<Path> configured = key.file().map(localUser::path);
        if (configured.isPresent() && key.use() == Use.ALONE) {
            return new SshTarget.Keys(List.of(configured.get()), true, agent, certificates(options, tokens));
        }
        List<Path> files = new ArrayList<>();
        options.identityFiles().stream()
                .filter(file -> !file.equalsIgnoreCase("none"))
                .forEach(file -> files.add(localUser.path(tokens.path(file))));
        boolean useDefaults = options.identityFiles().isEmpty();
        configured.filter(file -> !files.contains(file)).ifPresent(files::add);
        if (useDefaults) {
            files.addAll(defaultKeys(configured.isPresent()));
        }
        return new SshTarget.Keys(files, options.identitiesOnly(), agent, certificates(options, tokens));
    }

    private List<Path> certificates(HostOptions options, ConfigTokens tokens) {
        return options.certificateFiles().stream()
                .filter(file -> !file.equalsIgnoreCase("none"))
                .map(file -> localUser.path(tokens.path(file)))
                .toList();
    }

    /** @param othersExist whether there are other keys. If not, missing default keys are listed too, for the message. */
    private List<Path> defaultKeys(boolean othersExist) {
        return DEFAULT_KEYS.stream()
                .map(name -> localUser.home().resolve(".ssh").resolve(name))
                .filter(file -> !othersExist || Files.exists(file) || Files.exists(Path.of(file + ".pub")))
                .toList();
    }

    private Optional<Path> agent(HostOptions options) {
        String value = options.identityAgent().orElse("SSH_AUTH_SOCK");
        if (value.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        if (value.equals("SSH_AUTH_SOCK") || value.startsWith("$") && !value.startsWith("${")) {
            return socket(value.startsWith("$") ? value : "$" + value);
        }
        return Optional.of(localUser.path(value));
    }

    SshTarget.Transport transport(HostOptions options, Optional<Path> agent) {
        return new SshTarget.Transport(
                options.connectTimeout().stream().mapToObj(Duration::ofSeconds).findFirst(),
                switch (options.first("addressfamily").orElse("any").toLowerCase(Locale.ROOT)) {
                    case "inet" -> SshTarget.AddressFamily.INET;
                    case "inet6" -> SshTarget.AddressFamily.INET6;
                    default -> SshTarget.AddressFamily.ANY;
                },
                options.first("bindaddress"),
                new SshTarget.Algorithms(
                        options.first("kexalgorithms"),
                        options.first("hostkeyalgorithms"),
                        options.first("ciphers"),
                        options.first("macs")),
                forwardedAgent(options, agent));
    }

    /** ForwardAgent is a yes or no, a socket, or the variable that has its path. */
    private Optional<Path> forwardedAgent(HostOptions options, Optional<Path> agent) {
        String value = options.first("forwardagent").orElse("no");
        if (value.equalsIgnoreCase("no") || value.equalsIgnoreCase("false")) {
            return Optional.empty();
        }
        return options.isYes("forwardagent") ? agent : socket(value);
    }

    private Optional<Path> socket(String value) {
        return value.startsWith("$")
                ? Optional.ofNullable(localUser.environment().get(value.substring(1)))
                        .filter(path -> !path.isBlank())
                        .map(Path::of)
                : Optional.of(localUser.path(value));
    }
}
