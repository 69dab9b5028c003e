package dev.muster.simulator;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.autoscaler.Limits;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.config.Workload;
import dev.muster.core.config.Workload.Machines;
import dev.muster.core.config.Workload.Part;
import dev.muster.core.failure.UserError;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A scenario from a cluster's config and a workload: the machines that the config allows for, and what comes when. */
public final class ScenarioBuilder {
    private static final String WORK = "work";
    private static final String STANDING = "request";

    private final ClusterConfig config;
    private final Workload workload;

    private ScenarioBuilder(ClusterConfig config, Workload workload) {
        this.config = config;
        this.workload = workload;
    }

    /** Throws {@code UserError} where neither says how many CPUs a node of a type has. */
    public static Scenario of(ClusterConfig config, Workload workload) {
        ScenarioBuilder scenarios = new ScenarioBuilder(config, workload);
        return new Scenario(
                Limits.of(config),
                scenarios.pool(),
                scenarios.resources(config.head()),
                scenarios.machines(),
                scenarios.arrivals(),
                workload.length(),
                workload.seed());
    }

    private List<Offer> pool() {
        return switch (config.provider()) {
            case ProviderConfig.LocalHosts local -> hosts(local.workers());
            case ProviderConfig.ProcessNodes _, ProviderConfig.Unsupported _ ->
                config.types().values().stream()
                        .filter(type -> type.maxWorkers() > 0)
                        .map(type ->
                                new Offer(type.name(), type.name(), resources(type), type.labels(), type.maxWorkers()))
                        .toList();
        };
    }

    /** Equal hosts are one offer. */
    private List<Offer> hosts(List<HostConfig> hosts) {
        record Sort(String type, Resources resources, Map<String, String> labels) {}
        Map<Sort, Integer> counts = new LinkedHashMap<>();
        for (HostConfig host : hosts) {
            NodeTypeConfig type = config.type(host.nodeType());
            Map<String, String> labels = new TreeMap<>(type.labels());
            labels.putAll(host.labels());
            Resources resources = resources(type, host.resources(), host.noResources());
            counts.merge(new Sort(type.name(), resources, labels), 1, Integer::sum);
        }
        List<Offer> offers = new ArrayList<>();
        counts.forEach((sort, count) -> offers.add(new Offer(
                sort.type() + "#" + (offers.size() + 1), sort.type(), sort.resources(), sort.labels(), count)));
        return offers;
    }

    private Resources resources(NodeTypeConfig type) {
        return resources(type, Resources.NONE, Set.of());
    }

    private Resources resources(NodeTypeConfig type, Resources ofHost, Set<String> noneOfHost) {
        Machines machines = workload.machines().get(type.name());
        Resources found = machines == null ? Resources.NONE : machines.found();
        Resources all = found.overriddenBy(type.resources())
                .without(type.noResources())
                .overriddenBy(ofHost)
                .without(noneOfHost);
        boolean isSaid = all.units("CPU") > 0
                || type.noResources().contains("CPU")
                || noneOfHost.contains("CPU")
                || (machines != null && machines.noResources().contains("CPU"));
        if (!isSaid) {
            throw new UserError(
                    "nothing says how many CPUs a node of type '" + type.name() + "' has",
                    "add to the workload: machines: {" + type.name() + ": {resources: {CPU: 8}}}");
        }
        return all;
    }

    private Map<String, MachineModel> machines() {
        Map<String, MachineModel> models = new HashMap<>();
        workload.machines().forEach((type, machines) -> {
            if (!config.types().containsKey(type)) {
                throw new UserError(
                        "the workload tells of machines of type '" + type + "', and the config has no such type",
                        "its types are: " + String.join(", ", config.types().keySet()));
            }
            models.put(
                    type,
                    new MachineModel(
                            machines.boot(),
                            machines.spread(),
                            machines.stop(),
                            new MachineModel.Faults(
                                    machines.faults().bootFails(),
                                    0,
                                    0,
                                    machines.faults().lostPerHour(),
                                    0)));
        });
        return models;
    }

    private List<WorkArrival> arrivals() {
        List<WorkArrival> arrivals = new ArrayList<>();
        TreeMap<Duration, List<Demand>> standing = new TreeMap<>();
        int gangs = 0;
        for (Part part : workload.parts()) {
            for (long i = 0; i < part.times().count(); i++) {
                Duration at = part.times().at(i);
                switch (part) {
                    case Part.Tasks work ->
                        arrivals.add(new WorkArrival.Work(at, WORK, work.need(), work.count(), work.runtime()));
                    case Part.Together gang -> arrivals.add(gang(at, gang, ++gangs));
                    case Part.Request request -> {
                        List<Demand> demand = standing.computeIfAbsent(at, unused -> new ArrayList<>());
                        if (request.count() > 0) {
                            demand.add(new Demand(STANDING, Demand.Kind.STANDING, request.need(), request.count()));
                        }
                    }
                }
            }
        }
        standing.forEach((at, demand) -> arrivals.add(new WorkArrival.Standing(at, demand)));
        return arrivals;
    }

    private static WorkArrival gang(Duration at, Part.Together gang, int number) {
        List<PlacementRequest> bundles = Collections.nCopies(gang.count(), gang.need());
        return new WorkArrival.GangWork(at, new Gang(WORK, "gang-" + number, gang.strategy(), bundles), gang.runtime());
    }
}
