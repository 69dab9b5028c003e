package dev.muster.config.read;

import dev.muster.config.provider.ProviderValues;
import dev.muster.config.section.ConfigSection;
import dev.muster.core.config.HostConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The values of a file's section {@code provider}, as a {@link dev.muster.config.provider.ProviderFormat} sees them. */
record SectionValues(
        ConfigSection section, int headPort, Optional<String> stateDir, HostConfig head, List<HostConfig> workers)
        implements ProviderValues {
    @Override
    public boolean given(String key) {
        return section.given(key);
    }

    @Override
    public Optional<String> text(String key) {
        return section.text(key);
    }

    @Override
    public OptionalInt whole(String key) {
        return section.whole(key);
    }

    @Override
    public Optional<Boolean> flag(String key) {
        return section.flag(key);
    }

    @Override
    public void error(String key, String message, String hint) {
        section.error(key, message, hint);
    }
}
