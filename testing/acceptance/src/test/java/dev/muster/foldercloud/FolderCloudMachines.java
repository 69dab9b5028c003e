package dev.muster.foldercloud;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.Time;
import dev.muster.ssh.local.LocalShellHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machines of one cluster in the folder cloud. A machine is a folder {@code <account>/<cluster>/<node-key>/} with a file {@code machine} in it: the
 * cluster's id, the type, the offer, and when it has booted, one per line. The file appears by rename, so that a machine exists or does not.
 */
final class FolderCloudMachines implements NodeProvider {
    private static final Duration BOOT_TIME = Duration.ofMillis(300);
    private static final String ADDRESS = "127.0.0.1";

    private final ClusterId clusterId;
    private final ClusterConfig config;
    private final FolderCloudConfig cloud;
    private final Time time;

    FolderCloudMachines(ClusterId clusterId, ClusterConfig config, FolderCloudConfig cloud, Time time) {
        this.clusterId = clusterId;
        this.config = config;
        this.cloud = cloud;
        this.time = time;
    }

    /** Returns a shell on a machine, whether it exists yet or not: like an address that nobody answers at. */
    static RemoteHost shell(FolderCloudConfig cloud, String cluster, NodeKey key) {
        return new LocalShellHost("vm-" + key, disk(cloud, cluster, key).resolve("home"));
    }

    static boolean exists(FolderCloudConfig cloud, String cluster, NodeKey key) {
        return Files.exists(disk(cloud, cluster, key).resolve("machine"));
    }

    private static Path disk(FolderCloudConfig cloud, String cluster, NodeKey key) {
        return cloud.account().resolve(cluster).resolve(key.value());
    }

    /** Returns the root folder of Muster on a machine. */
    String root(NodeKey key) {
        return cloud.stateDir()
                .orElse(disk(cloud, config.name(), key).resolve("home/.muster").toString());
    }

    @Override
    public List<Offer> offers() {
        int left = cloud.quota() - machines().size();
        return config.types().values().stream()
                .filter(type -> type.maxWorkers() > 0 && left > 0)
                .map(type -> new Offer(type.name(), type.name(), type.resources(), type.labels(), left))
                .toList();
    }

    @Override
    public Creation create(NodeKey key, String type, String offer) {
        Path disk = disk(cloud, config.name(), key);
        try {
            if (!Files.exists(disk.resolve("machine"))) {
                if (machines().size() >= cloud.quota()) {
                    return new Creation.CapacityMissing("the quota of " + cloud.quota() + " machines is used up");
                }
                Files.createDirectories(disk.resolve("home"));
                Path draft = Files.writeString(
                        disk.resolve("machine.new"),
                        String.join(
                                "\n",
                                clusterId.value(),
                                type,
                                offer,
                                time.wallClock().plus(BOOT_TIME).toString()));
                Files.move(draft, disk.resolve("machine"), StandardCopyOption.ATOMIC_MOVE);
            }
            return new Creation.Made(machine(disk));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public List<Machine> machines() {
        Path folder = cloud.account().resolve(config.name());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> disks = Files.list(folder)) {
            List<Machine> machines = new ArrayList<>();
            for (Path disk : disks.sorted().toList()) {
                if (Files.exists(disk.resolve("machine"))) {
                    machines.add(machine(disk));
                }
            }
            return machines;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Machine machine(Path disk) throws IOException {
        List<String> lines = Files.readAllLines(disk.resolve("machine"));
        NodeKey key = new NodeKey(disk.getFileName().toString());
        boolean hasBooted = !time.wallClock().isBefore(Instant.parse(lines.get(3)));
        return new Machine(
                key,
                lines.get(1),
                "vm-" + key,
                ADDRESS,
                hasBooted ? Machine.State.RUNNING : Machine.State.PENDING,
                lines.get(2),
                Resources.NONE,
                Map.of());
    }

    /** The machine goes first, then its disk. */
    @Override
    public void remove(NodeKey key) {
        Path disk = disk(cloud, config.name(), key);
        try {
            Files.deleteIfExists(disk.resolve("machine"));
            if (Files.isDirectory(disk)) {
                try (Stream<Path> files = Files.walk(disk)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public RemoteHost connect(Machine machine) {
        return shell(cloud, config.name(), machine.key());
    }

    private static ProviderFailure failure(IOException e) {
        return new ProviderFailure(FolderCloudConfig.TYPE, String.valueOf(e), "", true);
    }
}
