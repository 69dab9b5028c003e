package dev.muster.config.read;

import dev.muster.config.schema.ConfigKeys;
import dev.muster.config.schema.Key;
import dev.muster.config.schema.ProviderKeys;
import dev.muster.config.schema.ValueForm;
import dev.muster.config.section.ConfigSection;
import java.util.Locale;
import java.util.Optional;

/** Handles keys of older Ray files: warns of them, and keeps their meaning if they still have one. */
final class LegacyKeys {
    private static final double AGGRESSIVE = 99_999;

    private LegacyKeys() {}

    static void report(ConfigSection top) {
        report(top, ConfigKeys.CLUSTER);
        report(top.section("provider"), ProviderKeys.FIELDS);
        report(top.section("docker"), ConfigKeys.DOCKER);
    }

    private static void report(ConfigSection section, ValueForm.Fields fields) {
        fields.keys().forEach((name, key) -> {
            if (key.origin() == Key.Origin.LEGACY && section.given(name)) {
                report(section, name, key.description());
            }
        });
    }

    private static void report(ConfigSection section, String name, String description) {
        boolean hasKeys = !section.section(name).names().isEmpty();
        if (hasKeys && (name.equals("head_node") || name.equals("worker_nodes"))) {
            section.error(name, "is no longer supported, in Ray either", "describe the nodes in available_node_types");
        } else {
            section.warning(
                    name,
                    description.substring(0, 1).toLowerCase(Locale.ROOT)
                            + description.substring(1).replaceFirst("\\.$", ""),
                    "");
        }
    }

    /** Translates the two old keys as Ray did. */
    static double upscalingSpeed(ConfigSection top) {
        if (top.given("upscaling_speed")) {
            return top.number("upscaling_speed").map(Number::doubleValue).orElse(1.0);
        }
        if (top.text("autoscaling_mode").filter("aggressive"::equals).isPresent()) {
            return AGGRESSIVE;
        }
        Optional<Double> fraction = top.number("target_utilization_fraction").map(Number::doubleValue);
        if (fraction.isPresent() && !(fraction.get() > 0 && fraction.get() <= 1)) {
            top.error("target_utilization_fraction", "expected a number above 0 and at most 1");
            return 1;
        }
        return fraction.map(f -> Math.clamp(1 / f - 1, 0, 1e6)).orElse(1.0);
    }
}
