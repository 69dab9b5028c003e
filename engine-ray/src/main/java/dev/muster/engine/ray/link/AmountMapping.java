package dev.muster.engine.ray.link;

import dev.muster.core.HostText;
import dev.muster.core.Resources;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Converts amounts of resources. Ray sends ten-thousandths as doubles, so they are rounded to the nearest one. */
final class AmountMapping {
    /** The largest amount that is exact as a double, and as ten-thousandths in a long. */
    private static final double LARGEST = 900_000_000_000_000.0;

    private AmountMapping() {}

    /** An amount that is not a positive number counts as none. */
    static Resources fromWire(Map<String, Double> amounts) {
        SortedMap<String, Long> units = new TreeMap<>();
        amounts.forEach((name, amount) -> units.merge(HostText.line(name), units(amount), Math::max));
        return new Resources(units);
    }

    private static long units(double amount) {
        if (!(amount > 0)) {
            return 0;
        }
        return Math.round(Math.min(amount, LARGEST) * Resources.ONE);
    }

    static Map<String, Double> toWire(Resources resources) {
        SortedMap<String, Double> amounts = new TreeMap<>();
        resources.tenThousandths().keySet().forEach(name -> amounts.put(name, resources.amount(name)));
        return amounts;
    }

    /** Rounds down: Ray's cluster config has whole numbers only. */
    static Map<String, Long> toWholeWire(Resources resources) {
        SortedMap<String, Long> amounts = new TreeMap<>();
        resources.tenThousandths().forEach((name, units) -> amounts.put(name, units / Resources.ONE));
        amounts.values().removeIf(amount -> amount == 0);
        return amounts;
    }
}
