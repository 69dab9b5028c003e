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
        int dash = value.lastIndexOf('-');
        int otherDash = other.value.lastIndexOf('-');
        int byType = compareSlugs(other, dash, otherDash);
        // Numbers have no zeros in front: the longer one is the larger one, and those of one length compare as text.
        int byLength = Integer.compare(value.length() - dash, other.value.length() - otherDash);
        return byType != 0 ? byType : byLength != 0 ? byLength : value.compareTo(other.value);
    }

    /** As texts compare, without making them: large clusters do this millions of times. */
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
