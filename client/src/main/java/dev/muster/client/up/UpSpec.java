package dev.muster.client.up;

import dev.muster.client.UpRequest;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.transfer.Mount;
import java.util.List;
import java.util.Optional;

/**
 * What the operator asks {@code up} for, read once.
 *
 * @param config with the command line's numbers and name in place of the file's
 * @param mounts as they are on the operator's disk
 * @param previous what this machine remembers of the cluster
 */
public record UpSpec(
        ClusterConfig config,
        ConfigSubmission submission,
        UpRequest request,
        List<Mount> mounts,
        Optional<PreviousHead> previous) {
    public UpSpec {
        mounts = List.copyOf(mounts);
    }
}
