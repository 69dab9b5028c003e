package dev.muster.launcher.cluster;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Application;
import dev.muster.launcher.usecase.UpRequest;

/**
 * What a person wants up.
 *
 * @param config with the flags' numbers and name in place of the file's
 */
record Wish(ClusterConfig config, Application application, UpRequest request) {}
