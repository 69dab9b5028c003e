package dev.muster.config.provider;

import dev.muster.core.config.ProviderConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The format of {@code type: local}: existing machines over SSH, listed in the file. */
public class LocalFormat implements ProviderFormat {
    static final String TYPE = "local";

    @Override
    public final String type() {
        return TYPE;
    }

    @Override
    public final Set<String> aliases() {
        return Set.of("onprem");
    }

    @Override
    public final boolean listsHosts() {
        return true;
    }

    /** A file whose hosts come from Ray's coordinator server lists none, and is not supported. */
    @Override
    public final ProviderConfig read(ProviderValues values) {
        return values.given("coordinator_address")
                ? new UnsupportedProvider(TYPE, values.headPort(), values.stateDir())
                : new LocalHosts(values.head(), values.workers(), values.headPort(), values.stateDir());
    }

    @Override
    public final Map<String, Object> write(ProviderConfig config) {
        if (!(config instanceof LocalHosts local)) {
            return Map.of();
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("head_ip", local.head());
        keys.put("worker_ips", local.workers());
        return keys;
    }
}
