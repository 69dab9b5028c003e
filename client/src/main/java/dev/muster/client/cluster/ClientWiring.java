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

/** Builds the use cases for one process. It is the only place in this module where adapters are created. */
public final class ClientWiring {
    private static final SecureRandom RANDOM = new SecureRandom();

    private ClientWiring() {}

    /**
     * Returns the use cases.
     *
     * @param environment the environment variables of the operator
     * @param operator the operator's name, as {@code user@machine}
     * @param prompt asks the operator for a passphrase
     * @param warnings receives sentences for the operator
     * @param installation the folder that has {@code bin/cluster}; empty if the program does not run from an installation
     */
    public static Clusters clusters(
            Map<String, String> environment,
            String operator,
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
                new ClusterCache(user.clusters()),
                config -> Providers.of(config.provider()).onOperator(config, context),
                () -> hex(8),
                () -> new ClusterId(hex(8)));
        return new LocalClusters(
                () -> NodeBundle.of(installation.orElseThrow(ClientWiring::noInstallation)),
                environment,
                operator,
                services);
    }

    private static UserError noInstallation() {
        return new UserError(
                "this program does not run from an installation",
                "run ./cluster in a checkout, or bin/cluster of the unpacked archive");
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
