package dev.muster.core.placement;

/** A mark that work leaves on the node it runs on: what affinity seeks and anti-affinity shuns. */
public record AffinityLabel(String name, String value) {
    @Override
    public String toString() {
        return name + "=" + value;
    }
}
