package dev.muster.head.launch;

import dev.muster.core.ClusterId;
import dev.muster.core.port.Time;
import dev.muster.head.port.Enrolment;
import dev.muster.launcher.bootstrap.HeadContact;
import dev.muster.launcher.bundle.Bundle;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the launcher must know of this head to make nodes for it.
 *
 * @param root of ours on this host
 * @param secrets values of {@code from_env} variables, asked for at each set-up
 * @param contact how nodes reach this head; known once it listens
 */
public record HeadContext(
        String cluster,
        ClusterId clusterId,
        Path root,
        Bundle bundle,
        Supplier<Map<String, String>> secrets,
        Enrolment enrolment,
        Supplier<HeadContact> contact,
        Time time) {}
