package dev.muster.client.cluster;

import dev.muster.client.DownRequest;
import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.port.NodeProvider;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.provider.local.OperatorHostConnector;
import java.util.List;
import java.util.Optional;

/** {@code --save-logs}, for hosts of a pool and for machines of a provider. */
record DownLogs(HeadHost site, DownRequest request) {
    /** @return a sentence for each host that was not reached */
    List<String> save(HostFacts facts) throws InterruptedException {
        if (request.saveLogs().isEmpty()) {
            return List.of();
        }
        SavedLogs logs = new SavedLogs(request.saveLogs().get(), site.config().name());
        Optional<OperatorHostConnector> pool = site.sites().pool(site.config());
        if (pool.isPresent()) {
            return new PoolLogs(logs, pool.get()).take();
        }
        NodeProvider provider = site.sites().provider(site.config(), new ClusterId(facts.clusterId()));
        for (Machine machine : provider.machines()) {
            logs.take(provider, machine, site.folders(facts));
        }
        return List.of();
    }
}
