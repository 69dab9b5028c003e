package dev.muster.client.cluster;

import dev.muster.client.UpRequest;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.transfer.Mount;
import java.util.List;

/**
 * What the user wants to bring up.
 *
 * @param config with the flags' numbers and name in place of the file's
 * @param mounts as they are on the operator's disk
 */
record UpSpec(ClusterConfig config, ConfigSubmission application, UpRequest request, List<Mount> mounts) {
    UpSpec {
        mounts = List.copyOf(mounts);
    }
}
