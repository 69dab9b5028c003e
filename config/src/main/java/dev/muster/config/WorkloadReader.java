package dev.muster.config;

import static dev.muster.config.KeyTable.COUNT;
import static dev.muster.config.KeyTable.RESOURCES;
import static dev.muster.config.KeyTable.TEXT;
import static dev.muster.config.KeyTable.TEXT_MAP;

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

/** Reads the workload of a simulation. Every problem of the file is reported at once, as {@link InvalidConfig}. */
public final class WorkloadReader {
    private static final ValueForm SHARE = new ValueForm.Number(1);
    private static final ValueForm STRATEGY =
            new ValueForm.Word(List.of("pack", "spread", "strict_pack", "strict_spread"));
    private static final ValueForm.Fields MACHINES = new KeyTable()
            .ours("resources", RESOURCES, "What a node has where the config declares nothing; 0 for none.")
            .ours("boot", TEXT, "From the call to a ready node; default 60s.")
            .ours("boot_spread", SHARE, "Boot times differ by up to this share of them; default 0.")
            .ours("stop", TEXT, "From the call to a free place; default 5s.")
            .ours("boot_fails", SHARE, "Share of boots that fail; default 0.")
            .ours("lost_per_hour", new ValueForm.Number(1000), "How often in an hour a node is lost; default 0.")
            .fields();
    private static final ValueForm.Fields WORK = asked(true).fields();
    private static final ValueForm.Fields GANG = asked(true)
            .ours("strategy", STRATEGY, "How the bundles lie; default pack.")
            .fields();
    private static final ValueForm.Fields REQUEST = asked(false).fields();
    private static final ValueForm.Fields WORKLOAD = new KeyTable()
            .ours("length", TEXT, "How long to simulate; default an hour after the last arrival.")
            .ours("seed", new ValueForm.Whole(0, Integer.MAX_VALUE), "Of all chance; default 1.")
            .ours("machines", new ValueForm.MapOf(MACHINES), "How machines behave, by node type.")
            .ours("work", new ValueForm.ListOf(WORK), "Tasks that come, run and end.")
            .ours("gangs", new ValueForm.ListOf(GANG), "Bundles that start together or not at all.")
            .ours("requests", new ValueForm.ListOf(REQUEST), "Standing demand.")
            .fields();

    private static final Map<String, Key> PATHS = KeyPaths.of(WORKLOAD);
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) ?(s|m|h|d)?");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final long MOST_ARRIVALS = 100_000;
    private static final int MOST_BUNDLES = 10_000;

    private final ConfigSection top;
    private long arrivals;

    private WorkloadReader(ConfigSection top) {
        this.top = top;
    }

    private static KeyTable asked(boolean runs) {
        KeyTable keys = new KeyTable()
                .ours("at", TEXT, "When it first comes, after the start; default 0s.")
                .ours("count", COUNT, "How many; default 1.")
                .ours("resources", RESOURCES, "Of each.")
                .ours("labels", TEXT_MAP, "That the node must have.");
        return runs
                ? keys.ours("every", TEXT, "How often it comes again.")
                        .ours("until", TEXT, "Until when it comes again; needed with every.")
                        .ours("runtime", TEXT, "How long each runs; default 1m.")
                : keys;
    }

    public static Workload read(Path file) {
        Problems problems = new Problems();
        Optional<String> text = new ConfigText(problems).read(file);
        problems.throwIfAnyIsAnError();
        return read(text.orElse(""), file.toString());
    }

    public static Workload read(String text, String fileName) {
        Problems problems = new Problems();
        Optional<RawValue.Mapping> tree = new YamlTree(fileName, problems).read(text);
        if (tree.isEmpty()) {
            throw new InvalidConfig(problems.all());
        }
        new FormChecker(problems, Set.of(), WorkloadReader::elsewhere).check(tree.get(), WORKLOAD, "");
        Workload workload = new WorkloadReader(new ConfigSection(tree.get(), "", problems)).workload();
        problems.throwIfAnyIsAnError();
        return workload;
    }

    private static String elsewhere(String name) {
        String place = KeyPaths.elsewhere(name, PATHS);
        return place.isEmpty() ? "docs/simulate.md lists what a workload may say" : place;
    }

    private Workload workload() {
        List<Part> parts = new ArrayList<>();
        parts.addAll(parts(
                "work", (section, need) -> new Part.Tasks(times(section), need, count(section), runtime(section))));
        parts.addAll(parts("gangs", this::gang));
        parts.addAll(parts("requests", (section, need) -> new Part.Request(times(section), need, count(section))));
        if (parts.isEmpty()) {
            top.error("work", "the workload asks for nothing", "add work, gangs or requests");
        }
        if (arrivals > MOST_ARRIVALS) {
            top.error("work", "more than " + MOST_ARRIVALS + " arrivals", "raise 'count' rather than 'every'");
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
        if (count < 1 || count > MOST_BUNDLES) {
            section.error("count", "a gang has 1 to " + MOST_BUNDLES + " bundles");
        }
        GangStrategy strategy = section.text("strategy")
                .map(word -> word.toUpperCase(Locale.ROOT))
                .filter(word -> List.of(GangStrategy.values()).stream()
                        .anyMatch(known -> known.name().equals(word)))
                .map(GangStrategy::valueOf)
                .orElse(GangStrategy.PACK);
        return new Part.Together(times(section), need, Math.clamp(count, 1, MOST_BUNDLES), strategy, runtime(section));
    }

    private static PlacementRequest need(ConfigSection section) {
        DeclaredResources amounts = DeclaredResources.read(section.section("resources"));
        if (amounts.amounts().isEmpty() && count(section) > 0) {
            section.error("resources", "says nothing of what each needs", "as in: resources: {CPU: 1}");
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
            section.error(section.given("every") ? "every" : "until", "'every' and 'until' belong together");
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
            if (millis <= LONGEST.toMillis()) {
                return Duration.ofMillis(millis);
            }
        }
        section.error(key, "expected a time up to a year; found '" + text.get() + "'", "write 90s, 10m, 2h or 1d");
        return otherwise;
    }
}
