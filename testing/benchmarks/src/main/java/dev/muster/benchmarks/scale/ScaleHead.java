package dev.muster.benchmarks.scale;

import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.SystemTime;
import dev.muster.engine.EngineLink;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.loop.HeadTiming;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.program.HeadFiles;
import dev.muster.head.program.HeadProgram;
import dev.muster.head.program.Wiring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code ScaleHead FOLDER MOST}: the head as it is (state, authority, registry, loop, server, log), put together as its own program does it. Only machines
 * and their set-up are not real, see {@link InstantMachines}, and daemons report every 5 s. Writes how long the iterations of the control loop took to
 * {@code FOLDER/turns} as milliseconds, a line each.
 */
public final class ScaleHead {
    static final String CLUSTER = "scale";
    static final ClusterId CLUSTER_ID = new ClusterId("5ca1e5ca1e5ca1e5");
    private static final Duration REPORT = Duration.ofSeconds(5);

    private ScaleHead() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        HeadLocation place = place(folder);
        new HeadFiles(place.folder()).begin();
        SystemTime time = new SystemTime();
        ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
        InstantMachines machines = new InstantMachines(Integer.parseInt(arguments[1]));
        HeadProgram head = Wiring.open(
                place,
                0,
                new Wiring.Outside(
                        timing(),
                        time,
                        background,
                        ScaleHead::read,
                        _ -> _ -> EngineLink.NONE,
                        _ -> _ -> ClusterSite.withoutPool(machines, machines)));
        start("loop", () -> {
            head.runLoop();
            return 0;
        });
        start("operators", () -> {
            head.runOperatorCertificates();
            return 0;
        });
        writeTurns(head, folder.resolve("turns"));
    }

    static HeadLocation place(Path folder) {
        return new HeadLocation(
                CLUSTER, CLUSTER_ID, folder, folder.resolve(CLUSTER).resolve("head"), "127.0.0.1");
    }

    private static HeadTiming timing() {
        HeadTiming usual = HeadTiming.DEFAULT;
        return new HeadTiming(
                REPORT.multipliedBy(3),
                REPORT,
                REPORT.multipliedBy(4),
                usual.tick(),
                usual.machineLimit(),
                usual.joinLimit(),
                usual.drainLimit());
    }

    private static ClusterConfig read(String expanded) {
        return ConfigReader.ofUser().readExpanded(expanded, "the config").forUp();
    }

    private static void start(String name, Callable<Integer> work) {
        Thread.ofPlatform().name(name).start(() -> {
            try {
                work.call();
            } catch (Exception e) {
                e.printStackTrace();
                System.exit(70);
            }
        });
    }

    private static void writeTurns(HeadProgram head, Path file) throws Exception {
        try (var out = Files.newBufferedWriter(file)) {
            while (true) {
                Thread.sleep(1000);
                out.write(head.lastIteration().took().toMillis() + "\n");
                out.flush();
            }
        }
    }
}
