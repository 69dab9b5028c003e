package dev.muster.config.section;

import dev.muster.config.schema.FormChecker;
import dev.muster.config.yaml.KeyPath;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.ScalarReader;
import dev.muster.config.yaml.SourceLocation;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One mapping of the file, read key by key. A value of the wrong form counts as missing, because {@link FormChecker} has reported it. */
public record ConfigSection(RawValue.Mapping mapping, String path, Problems problems) {
    public Set<String> names() {
        return mapping.entries().keySet();
    }

    /** Whether the key has a value, valid or not. */
    public boolean given(String key) {
        return raw(key).isPresent();
    }

    public Optional<RawValue> raw(String key) {
        return Optional.ofNullable(mapping.entries().get(key))
                .map(RawValue.Entry::value)
                .filter(value -> !value.isEmpty());
    }

    public Optional<String> text(String key) {
        return raw(key).flatMap(ScalarReader::text);
    }

    public OptionalInt whole(String key) {
        return raw(key).flatMap(ScalarReader::whole)
                .filter(value -> value >= -1_000_000 && value <= 1_000_000)
                .map(value -> OptionalInt.of(value.intValue()))
                .orElse(OptionalInt.empty());
    }

    public Optional<BigDecimal> number(String key) {
        return raw(key).flatMap(ScalarReader::number);
    }

    public Optional<Boolean> flag(String key) {
        return raw(key).flatMap(ScalarReader::flag);
    }

    /** Returns the strings of a list; empty if the key is missing. */
    public Optional<List<String>> texts(String key) {
        return raw(key).filter(RawValue.Sequence.class::isInstance)
                .map(RawValue.Sequence.class::cast)
                .map(list -> list.items().stream()
                        .flatMap(item -> ScalarReader.text(item).stream())
                        .toList());
    }

    /** Returns the strings of a mapping, in the order of the file. */
    public Map<String, String> textMap(String key) {
        ConfigSection map = section(key);
        Map<String, String> result = new LinkedHashMap<>();
        map.names().forEach(name -> map.text(name).ifPresent(value -> result.put(name, value)));
        return result;
    }

    /** Returns a section without keys if the key is missing. */
    public ConfigSection section(String key) {
        RawValue.Mapping found = raw(key).filter(RawValue.Mapping.class::isInstance)
                .map(RawValue.Mapping.class::cast)
                .orElseGet(() -> RawValue.Mapping.empty(place(key)));
        return new ConfigSection(found, pathOf(key), problems);
    }

    public String pathOf(String key) {
        return KeyPath.child(path, key);
    }

    /** Returns the location of the key; of the mapping that should contain it if it is missing. */
    public SourceLocation place(String key) {
        RawValue.Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.place() : entry.place();
    }

    /** Returns the location of the value; of the mapping that should contain it if it is missing. */
    public SourceLocation valuePlace(String key) {
        return raw(key).map(RawValue::place).orElseGet(() -> place(key));
    }

    public void error(String key, String message) {
        error(key, message, "");
    }

    public void error(String key, String message, String hint) {
        problems.error(valuePlace(key), pathOf(key), message, hint);
    }

    public void warning(String key, String message, String hint) {
        problems.warning(valuePlace(key), pathOf(key), message, hint);
    }
}
