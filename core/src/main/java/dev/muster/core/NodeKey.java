package dev.muster.core;

import java.util.regex.Pattern;

/**
 * The name we give a node before its machine exists: {@code head}, or {@code <type slug>-<n>} as in {@code cpu-17}.
 * Numbers are counted per cluster and never used again: a replacement is a new key, even on the same host.
 */
public record NodeKey(String value) implements Comparable<NodeKey> {
    public static final NodeKey HEAD = new NodeKey("head");
    private static final Pattern WORKER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}-[1-9][0-9]{0,8}");

    public NodeKey {
        if (!value.equals("head") && !WORKER.matcher(value).matches()) {
            throw new IllegalArgumentException("not a node key: '" + value + "' (expected head, or type-number)");
        }
    }

    public static NodeKey worker(String typeSlug, int number) {
        return new NodeKey(typeSlug + "-" + number);
    }

    public boolean isHead() {
        return value.equals("head");
    }

    /** The number behind the last dash; 0 for the head. */
    public int number() {
        return isHead() ? 0 : Integer.parseInt(value.substring(value.lastIndexOf('-') + 1));
    }

    /** Head first, then by type, then by number: {@code cpu-9} before {@code cpu-10}. */
    @Override
    public int compareTo(NodeKey other) {
        if (isHead() || other.isHead()) {
            return Boolean.compare(other.isHead(), isHead());
        }
        int byType = slug().compareTo(other.slug());
        return byType != 0 ? byType : Integer.compare(number(), other.number());
    }

    private String slug() {
        return value.substring(0, value.lastIndexOf('-'));
    }

    @Override
    public String toString() {
        return value;
    }
}
