package dev.muster.client.cluster;

import dev.muster.client.Clusters;
import dev.muster.client.local.ClusterCache;
import dev.muster.client.local.LocalServices;
import dev.muster.client.local.UserFolders;
import dev.muster.core.ClusterId;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.SystemTime;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.OperatorContext;
import dev.muster.launcher.provider.Providers;
import dev.muster.ssh.LocalUser;
import dev.muster.ssh.Prompt;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Builds the use cases for one process: the only place where this side's adapters are made. */
public final class ClientWiring {
    private static final SecureRandom RANDOM = new SecureRandom();

    private ClientWiring() {}

    /**
     * @param environment of the operator
     * @param person {@code person@machine}
     * @param prompt asks the operator for a passphrase
     * @param warnings gets sentences for the operator
     * @param installation where {@code bin/cluster} stands in a folder of; empty where the program does not run from an installation
     */
    public static Clusters clusters(
            Map<String, String> environment,
            String person,
            Prompt prompt,
            Consumer<String> warnings,
            Optional<Path> installation) {
        UserFolders user = UserFolders.of(environment);
        OperatorContext context = new OperatorContext(
                LocalUser.ofThisProcess(),
                user.state(),
                user.pins(),
                prompt,
                new SystemTime(),
                Executors.newVirtualThreadPerTaskExecutor(),
                warnings);
        LocalServices services = new LocalServices(
                new SystemTime(),
                new ClusterCache(user.notes()),
                config -> Providers.of(config.provider()).onOperator(config, context),
                () -> hex(8),
                () -> new ClusterId(hex(8)));
        return new LocalClusters(
                () -> NodeBundle.of(installation.orElseThrow(ClientWiring::noInstallation)),
                environment,
                person,
                services);
    }

    private static UserError noInstallation() {
        return new UserError(
                "this program does not run from an installation",
                "use ./cluster of a checkout, or the archive's bin/cluster");
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
