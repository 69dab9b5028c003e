package dev.muster.autoscaler;

import dev.muster.core.Shape;
import dev.muster.core.placement.ShapeText;

/** Describes demand for people, the same way in every reason and explanation. */
public final class DemandText {
    private DemandText() {}

    /** {@code 4 x {CPU: 2} requested}; other sources than {@code cluster request} are named: {@code 4 x {CPU: 2} requested by ray}. */
    public static String requested(int count, Shape shape, String source) {
        return count + " x " + ShapeText.words(shape) + " requested" + by(source);
    }

    /** {@code  by ray}; empty for what an operator requested. */
    public static String by(String source) {
        return source.equals(Demand.REQUEST) ? "" : " by " + source;
    }

    /** {@code 1 does not fit}, {@code 2 do not fit}. */
    public static String doNotFit(int count) {
        return count == 1 ? "1 does not fit" : count + " do not fit";
    }
}
