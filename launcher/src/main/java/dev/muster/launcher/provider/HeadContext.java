package dev.muster.launcher.provider;

import dev.muster.core.ClusterId;
import dev.muster.core.port.Time;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * What a provider may use on the head.
 *
 * @param root the root folder of all clusters of this user on the head's machine
 * @param control a folder of the head where the provider may keep files
 * @param address as other nodes reach the head's machine, without the port
 * @param threads a thread for each task
 */
public record HeadContext(ClusterId clusterId, Path root, Path control, String address, Time time, Executor threads) {}
