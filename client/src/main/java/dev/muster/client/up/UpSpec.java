package dev.muster.client.up;

import dev.muster.client.UpRequest;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.transfer.Mount;
import java.util.List;
import java.util.Optional;

/**
 * Everything that {@code up} works with, read once from the command line and the config file.
 *
 * @param config the config with the overrides of the command line
 * @param submission what the head receives
 * @param request what the operator asked for
 * @param mounts the files to copy, as they are on this machine
 * @param previous the head of the last {@code up} from this machine
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
