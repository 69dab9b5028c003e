package dev.muster.engine.ray.link;

import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineSite;
import java.nio.file.Path;
import java.util.Optional;

/** Opens links to Ray clusters. */
public final class RayLinks {
    private RayLinks() {}

    /**
     * Opens a link. Does not wait: a head that does not answer yet fails the first call.
     *
     * @param gcsAddress {@code host:port} of Ray's global control service, as the head's host reaches it
     * @param tokenFile holds the token of Ray's token mode, and is read at each connect; empty if Ray runs without one
     */
    public static EngineLink connect(EngineSite site, String gcsAddress, Optional<Path> tokenFile) {
        GcsClient gcs = new GcsClient(new GcsAddress(gcsAddress, tokenFile));
        return new RayLink(gcs, site.time(), new ReportSender());
    }
}
