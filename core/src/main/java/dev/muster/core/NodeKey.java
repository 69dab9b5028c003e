package dev.muster.core;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a node, given before its machine exists: {@code head}, or {@code <type slug>-<n>} such as {@code cpu-17}. A number is
 * never used again in the same cluster, so a replacement has a new key, even on the same host.
 */
public record NodeKey(String value) implements Comparable<NodeKey> {
    public static final NodeKey HEAD = new NodeKey("head");
    private static final Pattern WORKER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}-[1-9][0-9]{0,8}");

    public NodeKey {
        if (!isKey(value)) {
            throw new IllegalArgumentException("not a node key: '" + value + "' (expected head, or type-number)");
        }
    }

    /** Returns the key; empty if the text is not one. */
    public static Optional<NodeKey> parse(String text) {
        return isKey(text) ? Optional.of(new NodeKey(text)) : Optional.empty();
    }

    private static boolean isKey(String text) {
        return text.equals("head") || WORKER.matcher(text).matches();
    }

    public static NodeKey worker(String typeSlug, int number) {
        return new NodeKey(typeSlug + "-" + number);
    }

    public boolean isHead() {
        return value.equals("head");
    }

    /** Returns the number after the last dash; 0 for the head. */
    public int number() {
        return isHead() ? 0 : Integer.parseInt(value.substring(value.lastIndexOf('-') + 1));
    }

    /** Orders the head first, then by type, then by number: {@code cpu-9} before {@code cpu-10}. */
    @Override
    public int compareTo(NodeKey other) {
        if (isHead() || other.isHead()) {
            return Boolean.compare(other.isHead(), isHead());
        }
        int dash = value.lastIndexOf('-');
        int otherDash = other.value.lastIndexOf('-');
        int byType = compareSlugs(other, dash, otherDash);
        // Numbers have no leading zeros, so the longer one is larger, and those of equal length compare as text.
        int byLength = Integer.compare(value.length() - dash, other.value.length() - otherDash);
        return byType != 0 ? byType : byLength != 0 ? byLength : value.compareTo(other.value);
    }

    /** Compares like strings, but creates none: large clusters do this millions of times. */
    private int compareSlugs(NodeKey other, int dash, int otherDash) {
        for (int i = 0; i < Math.min(dash, otherDash); i++) {
            int difference = value.charAt(i) - other.value.charAt(i);
            if (difference != 0) {
                return difference;
            }
        }
        return dash - otherDash;
    }

    @Override
    public String toString() {
        return value;
    }
}
