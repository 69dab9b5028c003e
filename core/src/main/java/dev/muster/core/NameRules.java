package dev.muster.core;

import java.util.regex.Pattern;

/** The rule for names that become paths, certificates and cgroups: clusters, node types, hosts' aliases. */
public final class NameRules {
    public static final String RULE = "letters, digits, '.', '_' and '-', beginning with a letter or digit, at most 63";
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private NameRules() {}

    public static boolean isSafe(String name) {
        return SAFE.matcher(name).matches();
    }

    /** The name itself where it is safe, otherwise its safe letters with '-' between; at most 40 characters. Never empty. */
    public static String slug(String name) {
        if (isSafe(name) && name.length() <= 40) {
            return name;
        }
        String slug = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        slug = slug.substring(0, Math.min(slug.length(), 40)).replaceAll("[^A-Za-z0-9]+$", "");
        return slug.isEmpty() ? "type" : slug;
    }
}
