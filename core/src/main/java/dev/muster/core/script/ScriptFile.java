package dev.muster.core.script;

import java.util.Locale;

/** A shell file among the resources of the enum that lists it. The constant {@code UP_LOCK} names the file {@code up-lock.sh} in the enum's package. */
public interface ScriptFile {
    /** Returns the constant's name; each enum has this method already. */
    String name();

    default String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sh";
    }
}
