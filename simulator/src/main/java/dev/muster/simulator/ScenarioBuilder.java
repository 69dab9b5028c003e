package dev.muster.simulator;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.autoscaler.Limits;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.NodeTypeConfig;
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

/** Builds a scenario from a cluster's config and a workload: the machines that the config allows, and when work arrives. */
public final class ScenarioBuilder {
    private static final String WORK = "work";

    private final ClusterConfig config;
    private final Workload workload;

    private ScenarioBuilder(ClusterConfig config, Workload workload) {
        this.config = config;
        this.workload = workload;
    }

    /** Fails with a {@code UserError} if neither of them says how many CPUs a node of some type has. */
    public static Scenario of(ClusterConfig config, Workload workload) {
        ScenarioBuilder builder = new ScenarioBuilder(config, workload);
        return new Scenario(
                Limits.of(config),
                builder.pool(),
                builder.resources(config.head()),
                builder.machines(),
                builder.arrivals(),
                workload.length(),
                workload.seed());
    }

    private List<Offer> pool() {
        return config.provider().listedHosts().map(this::hosts).orElseGet(this::anyNumber);
    }

    private List<Offer> anyNumber() {
        return config.types().values().stream()
                .filter(type -> type.maxWorkers() > 0)
                .map(type -> new Offer(type.name(), type.name(), resources(type), type.labels(), type.maxWorkers()))
                .toList();
    }

    /** Hosts with the same type, resources and labels are one offer. */
    private List<Offer> hosts(List<HostConfig> hosts) {
        record Kind(String type, Resources resources, Map<String, String> labels) {}
        Map<Kind, Integer> counts = new LinkedHashMap<>();
        for (HostConfig host : hosts) {
            NodeTypeConfig type = config.type(host.nodeType());
            Map<String, String> labels = new TreeMap<>(type.labels());
            labels.putAll(host.labels());
            Resources resources = resources(type, host.resources(), host.noResources());
            counts.merge(new Kind(type.name(), resources, labels), 1, Integer::sum);
        }
        List<Offer> offers = new ArrayList<>();
        counts.forEach((kind, count) -> offers.add(new Offer(
                kind.type() + "#" + (offers.size() + 1), kind.type(), kind.resources(), kind.labels(), count)));
        return offers;
    }

    private Resources resources(NodeTypeConfig type) {
        return resources(type, Resources.NONE, Set.of());
    }

    private Resources resources(NodeTypeConfig type, Resources hostResources, Set<String> hostHasNone) {
        Machines machines = workload.machines().get(type.name());
        Resources found = machines == null ? Resources.NONE : machines.found();
        Resources all = found.overriddenBy(type.resources())
                .without(type.noResources())
                .overriddenBy(hostResources)
                .without(hostHasNone);
        boolean isKnown = all.units("CPU") > 0
                || type.noResources().contains("CPU")
                || hostHasNone.contains("CPU")
                || (machines != null && machines.noResources().contains("CPU"));
        if (!isKnown) {
            throw new UserError(
                    "the number of CPUs of a node of type '" + type.name() + "' is unknown",
                    "add this to the workload: machines: {" + type.name() + ": {resources: {CPU: 8}}}");
        }
        return all;
    }

    private Map<String, MachineModel> machines() {
        Map<String, MachineModel> models = new HashMap<>();
        workload.machines().forEach((type, machines) -> {
            if (!config.types().containsKey(type)) {
                throw new UserError(
                        "the workload describes machines of type '" + type + "', which is not in the config",
                        "use one of these types: "
                                + String.join(", ", config.types().keySet()));
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
                            demand.add(
                                    new Demand(Demand.REQUEST, Demand.Kind.STANDING, request.need(), request.count()));
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
