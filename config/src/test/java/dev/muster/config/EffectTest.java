package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.read.UnsupportedKeysTest;
import dev.muster.config.schema.ConfigKeys;
import dev.muster.config.schema.Key;
import dev.muster.config.schema.KeyPaths;
import dev.muster.config.schema.ValueForm;
import dev.muster.config.section.LocalPaths;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.YamlTree;
import dev.muster.core.failure.InvalidConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A key that is supported makes a difference: some file of the corpus means something else without it. */
class EffectTest {
    private final Set<String> withEffect = new TreeSet<>();

    @Test
    void everySupportedKeyChangesTheConfig() {
        for (Path file : Corpus.good()) {
            RawValue.Mapping tree =
                    new YamlTree("file", new Problems()).read(Corpus.text(file)).orElseThrow();
            Object outcome = outcome(tree);
            visit(tree, ConfigKeys.CLUSTER, "", UnaryOperator.identity(), outcome);
        }
        Set<String> supported = new TreeSet<>(KeyPaths.ALL.keySet());
        supported.removeIf(path -> !UnsupportedKeysTest.isSupported(path) || path.equals("metadata"));

        assertThat(withEffect).containsAll(supported);
    }

    private void visit(RawValue raw, ValueForm form, String path, UnaryOperator<RawValue> inTree, Object outcome) {
        switch (form) {
            case ValueForm.Either either -> either.forms().forEach(each -> visit(raw, each, path, inTree, outcome));
            case ValueForm.Fields fields
            when raw instanceof RawValue.Mapping map ->
                map.entries().forEach((name, entry) -> {
                    Key key = fields.keys().get(name);
                    if (key != null) {
                        String child = path.isEmpty() ? name : path + "." + name;
                        if (!outcome(inTree.apply(without(map, name))).equals(outcome)) {
                            withEffect.add(child);
                        }
                        visit(entry.value(), key.form(), child, value -> inTree.apply(with(map, name, value)), outcome);
                    }
                });
            case ValueForm.MapOf of
            when raw instanceof RawValue.Mapping map ->
                map.entries()
                        .forEach((name, entry) -> visit(
                                entry.value(),
                                of.value(),
                                path + ".*",
                                value -> inTree.apply(with(map, name, value)),
                                outcome));
            case ValueForm.ListOf of
            when raw instanceof RawValue.Sequence list ->
                list.items()
                        .forEach(item -> visit(
                                item, of.item(), path + "[]", value -> inTree.apply(with(list, item, value)), outcome));
            default -> {}
        }
    }

    /** Returns the config, or the problems if there is an error. Warnings do not count. */
    private static Object outcome(RawValue tree) {
        Problems problems = new Problems();
        LocalPaths paths = new LocalPaths(Corpus.FILES, Corpus.FILES.resolve("home"), LocalPaths.Check.MUST_EXIST);
        try {
            return ConfigReader.read((RawValue.Mapping) tree, paths, problems).config();
        } catch (InvalidConfig e) {
            return e.problems();
        }
    }

    private static RawValue without(RawValue.Mapping map, String name) {
        Map<String, RawValue.Entry> entries = new LinkedHashMap<>(map.entries());
        entries.remove(name);
        return new RawValue.Mapping(map.place(), entries);
    }

    private static RawValue with(RawValue.Mapping map, String name, RawValue value) {
        Map<String, RawValue.Entry> entries = new LinkedHashMap<>(map.entries());
        entries.put(name, new RawValue.Entry(value.place(), value));
        return new RawValue.Mapping(map.place(), entries);
    }

    private static RawValue with(RawValue.Sequence list, RawValue old, RawValue value) {
        return new RawValue.Sequence(
                list.place(),
                list.items().stream().map(item -> item == old ? value : item).toList());
    }
}
