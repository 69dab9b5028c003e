package dev.muster.engine.ray.link;

import dev.muster.core.HostText;
import dev.muster.core.port.Time;
import dev.muster.engine.EngineLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens links to Ray clusters. */
public final class RayLinks {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private RayLinks() {}

    /**
     * Opens a link. Does not wait: a head that does not answer yet fails the first call.
     *
     * @param folder Ray's temporary folder on the head's host
     * @param gcsAddress {@code host:port} of Ray's global control service, as the head's host reaches it
     * @param tokenFile holds the token of Ray's token mode, and is asked for and read at each connect; empty if Ray runs without one
     */
    public static EngineLink connect(Path folder, String gcsAddress, Supplier<Optional<Path>> tokenFile, Time time) {
        GcsClient gcs = new GcsClient(new GcsAddress(gcsAddress, tokenFile));
        EventLines lines = new EventLines(hostName(), ProcessHandle.current().pid());
        return new RayLink(gcs, time, new ReportSender(gcs, new EventFiles(folder, time, lines)));
    }

    private static String hostName() {
        try {
            return HostText.line(Files.readString(HOST_NAME).strip());
        } catch (IOException _) {
            return "localhost";
        }
    }
}
