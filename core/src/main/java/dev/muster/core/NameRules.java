package dev.muster.core;

import java.util.regex.Pattern;

/** The rule for names that become part of paths, certificates and cgroups: clusters, node types and host aliases. */
public final class NameRules {
    /** Describes the rule, as it follows "use". */
    public static final String RULE = "at most 63 letters, digits, '.', '_' and '-', starting with a letter or digit";

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private NameRules() {}

    public static boolean isSafe(String name) {
        return SAFE.matcher(name).matches();
    }

    /** Returns the name if it is safe; otherwise its safe characters, with '-' in place of others. At most 40 characters, and never empty. */
    public static String slug(String name) {
        if (isSafe(name) && name.length() <= 40) {
            return name;
        }
        String slug = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        slug = slug.substring(0, Math.min(slug.length(), 40)).replaceAll("[^A-Za-z0-9]+$", "");
        return slug.isEmpty() ? "type" : slug;
    }
}
