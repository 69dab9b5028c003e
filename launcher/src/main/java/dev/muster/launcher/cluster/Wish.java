package dev.muster.launcher.cluster;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Application;
import dev.muster.launcher.transfer.Mount;
import dev.muster.launcher.usecase.UpRequest;
import java.util.List;

/**
 * What a person wants up.
 *
 * @param config with the flags' numbers and name in place of the file's
 * @param mounts as they are on the person's disk
 */
record Wish(ClusterConfig config, Application application, UpRequest request, List<Mount> mounts) {
    Wish {
        mounts = List.copyOf(mounts);
    }
}
