package dev.muster.launcher.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down the keys of one map, in the order of the reference page. */
final class KeyTable {
    static final Form TEXT = new Form.Text();
    static final Form FLAG = new Form.Flag();
    static final Form TEXTS = new Form.ListOf(TEXT);
    static final Form ANYTHING = new Form.Anything();
    static final Form COUNT = new Form.Whole(0, 1_000_000);
    static final Form RESOURCES = new Form.MapOf(new Form.Amount());
    static final Form TEXT_MAP = new Form.MapOf(TEXT);

    private final Map<String, Key> keys = new LinkedHashMap<>();

    KeyTable ray(String name, Form form, String about) {
        return add(name, new Key(form, Key.Origin.RAY, about));
    }

    KeyTable ours(String name, Form form, String about) {
        return add(name, new Key(form, Key.Origin.OURS, about));
    }

    KeyTable legacy(String name, String about) {
        return add(name, new Key(ANYTHING, Key.Origin.LEGACY, about));
    }

    Form.Fields fields() {
        return new Form.Fields(keys);
    }

    static Form either(Form... forms) {
        return new Form.Either(List.of(forms));
    }

    private KeyTable add(String name, Key key) {
        if (keys.put(name, key) != null) {
            throw new IllegalArgumentException("key '" + name + "' is listed twice");
        }
        return this;
    }
}
