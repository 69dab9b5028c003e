package dev.muster.launcher.provider;

import dev.muster.core.port.Time;
import dev.muster.ssh.LocalUser;
import dev.muster.ssh.Prompt;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a provider may use on the operator's machine; the same for all clusters.
 *
 * @param state the folder of this user's state, such as {@code ~/.local/state/muster}
 * @param pins the folder of the clusters' known host keys
 * @param prompt asks the operator for a passphrase
 * @param threads a thread for each task
 * @param warnings gets sentences for the operator
 */
public record OperatorContext(
        LocalUser user, Path state, Path pins, Prompt prompt, Time time, Executor threads, Consumer<String> warnings) {}
