package dev.muster.config.provider;

import dev.muster.core.config.HostConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The values of one file that a {@link ProviderFormat} reads. A value of the wrong form counts as missing, because it has been reported. */
public interface ProviderValues {
    int headPort();

    Optional<String> stateDir();

    /** Returns whether the key below {@code provider} has a value, valid or not. */
    boolean given(String key);

    Optional<String> text(String key);

    OptionalInt whole(String key);

    Optional<Boolean> flag(String key);

    /** Returns the host of the head. Only for formats that list hosts. */
    HostConfig head();

    /** Returns the hosts of the workers, in the order of the file. Only for formats that list hosts. */
    List<HostConfig> workers();

    /**
     * Reports an error at a key below {@code provider}.
     *
     * @param hint what to write instead; empty if there is none
     */
    void error(String key, String message, String hint);
}
