package dev.muster.config;

import static dev.muster.config.schema.KeyTable.COUNT;
import static dev.muster.config.schema.KeyTable.RESOURCES;
import static dev.muster.config.schema.KeyTable.TEXT;
import static dev.muster.config.schema.KeyTable.TEXT_MAP;

import dev.muster.config.schema.FormChecker;
import dev.muster.config.schema.Key;
import dev.muster.config.schema.KeyPaths;
import dev.muster.config.schema.KeyTable;
import dev.muster.config.schema.ValueForm;
import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.DeclaredResources;
import dev.muster.config.yaml.ConfigText;
import dev.muster.config.yaml.KeyPath;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.YamlTree;
import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import dev.muster.core.Shape;
import dev.muster.core.config.Workload;
import dev.muster.core.config.Workload.Faults;
import dev.muster.core.config.Workload.Machines;
import dev.muster.core.config.Workload.Part;
import dev.muster.core.config.Workload.Times;
import dev.muster.core.failure.InvalidConfig;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the workload of a simulation. If the file has errors, it throws {@link InvalidConfig} with all problems of the file at once. */
public final class WorkloadReader {
    private static final ValueForm SHARE = new ValueForm.Number(1);
    private static final ValueForm STRATEGY =
            new ValueForm.Choice(List.of("pack", "spread", "strict_pack", "strict_spread"));
    private static final ValueForm.Fields MACHINES = new KeyTable()
            .muster("resources", RESOURCES, "Resources that a node has if the config declares none; 0 for none.")
            .muster("boot", TEXT, "Time from the launch to a ready node; default 60s.")
            .muster("boot_spread", SHARE, "Boot times vary by up to this share; default 0.")
            .muster("stop", TEXT, "Time from the termination to a free machine; default 5s.")
            .muster("boot_fails", SHARE, "Share of boots that fail; default 0.")
            .muster("lost_per_hour", new ValueForm.Number(1000), "How often per hour a node is lost; default 0.")
            .fields();
    private static final ValueForm.Fields WORK = arrival(true).fields();
    private static final ValueForm.Fields GANG = arrival(true)
            .muster("strategy", STRATEGY, "How the bundles are spread over nodes; default pack.")
            .fields();
    private static final ValueForm.Fields REQUEST = arrival(false).fields();
    private static final ValueForm.Fields WORKLOAD = new KeyTable()
            .muster("length", TEXT, "How long to simulate; default: until one hour after the last arrival.")
            .muster("seed", new ValueForm.Whole(0, Integer.MAX_VALUE), "Seed of the random numbers; default 1.")
            .muster("machines", new ValueForm.MapOf(MACHINES), "How machines behave, by node type.")
            .muster("work", new ValueForm.ListOf(WORK), "Tasks that arrive, run and end.")
            .muster("gangs", new ValueForm.ListOf(GANG), "Bundles that start together or not at all.")
            .muster("requests", new ValueForm.ListOf(REQUEST), "Standing demand.")
            .fields();

    private static final Map<String, Key> PATHS = KeyPaths.of(WORKLOAD);
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) ?(s|m|h|d)?");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Duration MAX_TIME = Duration.ofDays(366);
    private static final long MAX_ARRIVALS = 100_000;
    private static final int MAX_BUNDLES = 10_000;

    private final ConfigSection top;
    private long arrivals;

    private WorkloadReader(ConfigSection top) {
        this.top = top;
    }

    private static KeyTable arrival(boolean runs) {
        KeyTable keys = new KeyTable()
                .muster("at", TEXT, "Time of the first arrival after the start; default 0s.")
                .muster("count", COUNT, "How many; default 1.")
                .muster("resources", RESOURCES, "Resources that each needs.")
                .muster("labels", TEXT_MAP, "Labels that the node must have.");
        return runs
                ? keys.muster("every", TEXT, "Time between arrivals.")
                        .muster("until", TEXT, "Time of the last arrival; required with every.")
                        .muster("runtime", TEXT, "How long each runs; default 1m.")
                : keys;
    }

    /** Reads a file. */
    public static Workload read(Path file) {
        Problems problems = new Problems();
        Optional<String> text = new ConfigText(problems).read(file);
        problems.throwIfAnyIsAnError();
        return read(text.orElse(""), file.toString());
    }

    /** @param fileName for messages */
    public static Workload read(String text, String fileName) {
        Problems problems = new Problems();
        Optional<RawValue.Mapping> tree = new YamlTree(fileName, problems).read(text);
        if (tree.isEmpty()) {
            throw new InvalidConfig(problems.all());
        }
        new FormChecker(problems, Set.of(), WorkloadReader::placeHint).check(tree.get(), WORKLOAD, "");
        Workload workload = new WorkloadReader(new ConfigSection(tree.get(), "", problems)).workload();
        problems.throwIfAnyIsAnError();
        return workload;
    }

    private static String placeHint(String name) {
        String place = KeyPaths.placeHint(name, PATHS);
        return place.isEmpty() ? "docs/simulate.md lists what a workload may say" : place;
    }

    private Workload workload() {
        List<Part> parts = new ArrayList<>();
        parts.addAll(parts(
                "work", (section, need) -> new Part.Tasks(times(section), need, count(section), runtime(section))));
        parts.addAll(parts("gangs", this::gang));
        parts.addAll(parts("requests", (section, need) -> new Part.Request(times(section), need, count(section))));
        if (parts.isEmpty()) {
            top.error("work", "the workload is empty", "add work, gangs or requests");
        }
        if (arrivals > MAX_ARRIVALS) {
            top.error("work", "more than " + MAX_ARRIVALS + " arrivals", "raise 'count' and make 'every' longer");
        }
        Duration last = parts.stream()
                .map(part -> part.times().at(part.times().count() - 1))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Duration length = time(top, "length", last.plusHours(1));
        return new Workload(length, top.whole("seed").orElse(1), machines(), parts);
    }

    private Map<String, Machines> machines() {
        ConfigSection all = top.section("machines");
        Map<String, Machines> machines = new LinkedHashMap<>();
        all.names().forEach(type -> machines.put(type, machines(all.section(type))));
        return machines;
    }

    private static Machines machines(ConfigSection section) {
        DeclaredResources resources = DeclaredResources.read(section.section("resources"));
        return new Machines(
                resources.amounts(),
                resources.none(),
                time(section, "boot", Duration.ofMinutes(1)),
                share(section, "boot_spread", 1),
                time(section, "stop", Duration.ofSeconds(5)),
                new Faults(share(section, "boot_fails", 1), share(section, "lost_per_hour", 1000)));
    }

    private static double share(ConfigSection section, String key, double most) {
        double value = section.number(key).map(BigDecimal::doubleValue).orElse(0.0);
        return Math.clamp(value, 0, most);
    }

    private List<Part> parts(String key, BiFunction<ConfigSection, PlacementRequest, Part> reading) {
        List<Part> parts = new ArrayList<>();
        if (top.raw(key).orElse(null) instanceof RawValue.Sequence list) {
            for (int i = 0; i < list.items().size(); i++) {
                if (list.items().get(i) instanceof RawValue.Mapping item) {
                    ConfigSection section = new ConfigSection(item, KeyPath.item(key, i), top.problems());
                    Part part = reading.apply(section, need(section));
                    arrivals += part.times().count();
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private Part gang(ConfigSection section, PlacementRequest need) {
        int count = count(section);
        if (count < 1 || count > MAX_BUNDLES) {
            section.error("count", "a gang must have 1 to " + MAX_BUNDLES + " bundles");
        }
        GangStrategy strategy = section.text("strategy")
                .map(word -> word.toUpperCase(Locale.ROOT))
                .filter(word -> List.of(GangStrategy.values()).stream()
                        .anyMatch(known -> known.name().equals(word)))
                .map(GangStrategy::valueOf)
                .orElse(GangStrategy.PACK);
        return new Part.Together(times(section), need, Math.clamp(count, 1, MAX_BUNDLES), strategy, runtime(section));
    }

    private static PlacementRequest need(ConfigSection section) {
        DeclaredResources amounts = DeclaredResources.read(section.section("resources"));
        if (amounts.amounts().isEmpty() && count(section) > 0) {
            section.error("resources", "is required", "for example resources: {CPU: 1}");
        }
        List<Requirement> labels = new ArrayList<>();
        new TreeMap<>(section.textMap("labels"))
                .forEach((label, value) -> labels.add(new Requirement(label, Operator.IN, Set.of(value))));
        return PlacementRequest.of(new Shape(amounts.amounts(), new Selector(labels)));
    }

    private static int count(ConfigSection section) {
        return Math.max(0, section.whole("count").orElse(1));
    }

    private static Duration runtime(ConfigSection section) {
        return time(section, "runtime", Duration.ofMinutes(1));
    }

    private static Times times(ConfigSection section) {
        Duration first = time(section, "at", Duration.ZERO);
        Duration every = time(section, "every", Duration.ZERO);
        if (section.given("every") && !every.isPositive()) {
            section.error("every", "must be more than 0s");
        }
        if (section.given("every") != section.given("until")) {
            section.error(section.given("every") ? "every" : "until", "'every' and 'until' must be set together");
            return new Times(first, Duration.ZERO, first);
        }
        return new Times(first, every, time(section, "until", first));
    }

    private static Duration time(ConfigSection section, String key, Duration otherwise) {
        Optional<String> text = section.text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = TIME.matcher(text.get());
        if (matcher.matches()) {
            Duration unit = matcher.group(2) == null
                    ? Duration.ofSeconds(1)
                    : UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
            long millis = new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit.toMillis()))
                    .longValue();
            if (millis <= MAX_TIME.toMillis()) {
                return Duration.ofMillis(millis);
            }
        }
        section.error(
                key,
                "expected a duration of up to a year, found '" + text.get() + "'",
                "for example 90s, 10m, 2h or 1d");
        return otherwise;
    }
}
