package dev.muster.launcher.cluster;

import dev.muster.core.ClusterId;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.SystemTime;
import dev.muster.launcher.bundle.Bundle;
import dev.muster.launcher.onprem.UserHosts;
import dev.muster.launcher.ssh.Place;
import dev.muster.launcher.ssh.Prompt;
import dev.muster.launcher.usecase.Clusters;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Builds the use cases for one process: the only place where this side's adapters are made. */
public final class ClusterWiring {
    private static final SecureRandom RANDOM = new SecureRandom();

    private ClusterWiring() {}

    /**
     * @param environment of the person
     * @param person {@code person@machine}
     * @param prompt asks the person for a passphrase
     * @param warnings gets sentences for the person
     * @param installation where {@code bin/cluster} stands in a folder of; empty where the program does not run from an installation
     */
    public static Clusters clusters(
            Map<String, String> environment,
            String person,
            Prompt prompt,
            Consumer<String> warnings,
            Optional<Path> installation) {
        UserFolders user = UserFolders.of(environment);
        UserHosts.Surroundings surroundings = new UserHosts.Surroundings(
                Place.ofThisProcess(),
                user.pins(),
                prompt,
                new SystemTime(),
                Executors.newVirtualThreadPerTaskExecutor(),
                warnings);
        Tools tools =
                new Tools(new SystemTime(), new ClusterNotes(user.notes()), () -> hex(8), () -> new ClusterId(hex(8)));
        return new HereClusters(
                new KnownSites(user, surroundings),
                () -> Bundle.of(installation.orElseThrow(ClusterWiring::noInstallation)),
                environment,
                person,
                tools);
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
