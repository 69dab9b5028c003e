package dev.muster.engine.ray.link;

import dev.muster.core.HostText;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.ray.wire.GangResourceRequest;
import dev.muster.engine.ray.wire.ResourceRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts pending placement groups. Ray sends each bundle twice: in {@code requests}, and with its label selectors in the first of {@code
 * bundle_selectors}. It sends the strategy of {@code PACK} and {@code SPREAD} in the details alone, which are {@code
 * <id>:<strategy>|<state>}; the strict ones show in the constraints of the bundles too.
 */
final class GangMapping {
    /** In one view; more gangs are left out. */
    static final int MAX_GANGS = 10_000;
    /** In one gang: a larger one is left out, since a part of it would start nothing. */
    static final int MAX_BUNDLES = 10_000;

    private static final Pattern DETAILS = Pattern.compile("([0-9A-Za-z_-]{1,128}):([A-Z_]{1,32})(?:\\|.*)?");

    /** @param ignored how many gangs were left out */
    record Gangs(List<Gang> gangs, int ignored) {}

    private final List<Gang> gangs = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int ignored;

    private GangMapping() {}

    static Gangs fromWire(List<GangResourceRequest> wire) {
        GangMapping mapping = new GangMapping();
        wire.forEach(mapping::add);
        return new Gangs(mapping.gangs, mapping.ignored);
    }

    private void add(GangResourceRequest wire) {
        List<ResourceRequest> bundles = bundles(wire);
        if (bundles.size() > MAX_BUNDLES || gangs.size() >= MAX_GANGS) {
            ignored++;
        } else if (!bundles.isEmpty()) {
            List<PlacementRequest> requests =
                    bundles.stream().map(RequestMapping::fromWire).toList();
            Matcher details = DETAILS.matcher(HostText.line(wire.getDetails()));
            boolean isKnown = details.matches();
            GangStrategy strategy = (isKnown ? named(details.group(2)) : Optional.<GangStrategy>empty())
                    .orElseGet(() -> seen(requests));
            gangs.add(new Gang(freeName(isKnown ? details.group(1) : "gang"), strategy, requests));
        }
    }

    /** Never both lists: they hold the same bundles. */
    private static List<ResourceRequest> bundles(GangResourceRequest wire) {
        return wire.getBundleSelectorsCount() > 0
                ? wire.getBundleSelectors(0).getResourceRequestsList()
                : wire.getRequestsList();
    }

    private static Optional<GangStrategy> named(String name) {
        for (GangStrategy strategy : GangStrategy.values()) {
            if (strategy.name().equals(name)) {
                return Optional.of(strategy);
            }
        }
        return Optional.empty();
    }

    private static GangStrategy seen(List<PlacementRequest> bundles) {
        if (bundles.stream().anyMatch(bundle -> bundle.antiAffinity().isPresent())) {
            return GangStrategy.STRICT_SPREAD;
        }
        return bundles.stream().anyMatch(bundle -> bundle.affinity().isPresent())
                ? GangStrategy.STRICT_PACK
                : GangStrategy.PACK;
    }

    private String freeName(String name) {
        String free = name;
        for (int number = 2; !names.add(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }
}
