package dev.muster.core.placement;

/** A label that work gives to the node on which it runs. Affinity requires it, and anti-affinity forbids it. */
public record AffinityLabel(String name, String value) {
    @Override
    public String toString() {
        return name + "=" + value;
    }
}
