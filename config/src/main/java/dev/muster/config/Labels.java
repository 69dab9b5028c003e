package dev.muster.config;

import java.util.Map;
import java.util.regex.Pattern;

/** Labels follow Ray's rule, which is Kubernetes' one. */
final class Labels {
    private static final Pattern VALUE = Pattern.compile("|[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern KEY =
            Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final String RULE =
            "letters, digits, '.', '_' and '-', beginning and ending with a letter or digit, at most 63";

    private Labels() {}

    /** The map at the key {@code labels}; wrong ones are reported. */
    static Map<String, String> read(ConfigSection owner) {
        ConfigSection section = owner.section("labels");
        Map<String, String> labels = owner.textMap("labels");
        labels.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                section.error(key, "is not a label's name: " + RULE + ", a domain and '/' may stand before");
            }
            if (!VALUE.matcher(value).matches()) {
                section.error(key, "is not a label's value: " + RULE);
            }
        });
        return labels;
    }
}
