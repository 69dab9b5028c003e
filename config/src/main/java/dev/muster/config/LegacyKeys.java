package dev.muster.config;

import java.util.Locale;
import java.util.Optional;

/** Keys of older Ray files: a warning, and their meaning where they still have one. */
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
                report(section, name, key.about());
            }
        });
    }

    private static void report(ConfigSection section, String name, String about) {
        boolean filled = !section.section(name).names().isEmpty();
        if (filled && (name.equals("head_node") || name.equals("worker_nodes"))) {
            section.error(
                    name, "is no longer understood, by Ray neither", "describe the nodes in available_node_types");
        } else {
            section.warning(
                    name,
                    about.substring(0, 1).toLowerCase(Locale.ROOT)
                            + about.substring(1).replaceFirst("\\.$", ""),
                    "");
        }
    }

    /** Ray translated the two old keys so. */
    static double upscalingSpeed(ConfigSection top) {
        if (top.given("upscaling_speed")) {
            return top.number("upscaling_speed").map(Number::doubleValue).orElse(1.0);
        }
        if (top.text("autoscaling_mode").filter("aggressive"::equals).isPresent()) {
            return AGGRESSIVE;
        }
        Optional<Double> fraction = top.number("target_utilization_fraction").map(Number::doubleValue);
        if (fraction.isPresent() && !(fraction.get() > 0 && fraction.get() <= 1)) {
            top.error("target_utilization_fraction", "expected a number above 0, up to 1");
            return 1;
        }
        return fraction.map(f -> Math.clamp(1 / f - 1, 0, 1e6)).orElse(1.0);
    }
}
