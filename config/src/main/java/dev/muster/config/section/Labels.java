package dev.muster.config.section;

import java.util.Map;
import java.util.regex.Pattern;

/** Reads labels, which follow the rules of Kubernetes, as Ray's do. */
public final class Labels {
    private static final Pattern VALUE = Pattern.compile("|[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern KEY =
            Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final String RULE =
            "use at most 63 letters, digits, '.', '_' and '-', and start and end with a letter or digit";

    private Labels() {}

    /** Reads the mapping at the key {@code labels} and reports invalid labels. */
    public static Map<String, String> read(ConfigSection owner) {
        ConfigSection section = owner.section("labels");
        Map<String, String> labels = owner.textMap("labels");
        labels.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                section.error(key, "is not a valid label name: " + RULE + "; a domain and '/' may precede it");
            }
            if (!VALUE.matcher(value).matches()) {
                section.error(key, "is not a valid label value: " + RULE);
            }
        });
        return labels;
    }
}
