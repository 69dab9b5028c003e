package dev.muster.config.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the keys of one mapping, in the order of the reference page. */
public final class KeyTable {
    public static final ValueForm TEXT = new ValueForm.Text();
    public static final ValueForm FLAG = new ValueForm.Flag();
    public static final ValueForm TEXTS = new ValueForm.ListOf(TEXT);
    public static final ValueForm ANYTHING = new ValueForm.Anything();
    public static final ValueForm COUNT = new ValueForm.Whole(0, 1_000_000);
    public static final ValueForm RESOURCES = new ValueForm.MapOf(new ValueForm.Amount());
    public static final ValueForm TEXT_MAP = new ValueForm.MapOf(TEXT);

    private final Map<String, Key> keys = new LinkedHashMap<>();

    KeyTable ray(String name, ValueForm form, String description) {
        return add(name, new Key(form, Key.Origin.RAY, description));
    }

    public KeyTable muster(String name, ValueForm form, String description) {
        return add(name, new Key(form, Key.Origin.MUSTER, description));
    }

    KeyTable legacy(String name, String description) {
        return add(name, new Key(ANYTHING, Key.Origin.LEGACY, description));
    }

    public ValueForm.Fields fields() {
        return new ValueForm.Fields(keys);
    }

    public static ValueForm either(ValueForm... forms) {
        return new ValueForm.Either(List.of(forms));
    }

    private KeyTable add(String name, Key key) {
        if (keys.put(name, key) != null) {
            throw new IllegalArgumentException("key '" + name + "' is listed twice");
        }
        return this;
    }
}
