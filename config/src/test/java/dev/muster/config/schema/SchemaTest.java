package dev.muster.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.Corpus;
import dev.muster.config.MutatedFilesTest;
import dev.muster.config.read.ProviderType;
import dev.muster.config.section.ConfigSection;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.ScalarReader;
import dev.muster.config.yaml.YamlTree;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The schema for editors and the reader must accept the same files. */
class SchemaTest {
    static final Object NOTHING = new Object();
    private static final Path SCHEMA = Path.of("..", "docs", "cluster-schema.json");
    private static final Object NO_JSON = new Object();

    static Stream<Path> files() {
        return Stream.concat(Corpus.good().stream(), Corpus.bad().stream()).filter(file -> !file.endsWith("nul.yaml"));
    }

    @Test
    void theSchemaMatchesTheKeysOfTheReader() throws Exception {
        String schema = SchemaText.write();
        if (Boolean.getBoolean("corpus.write")) {
            Files.writeString(SCHEMA, schema);
        }
        assertThat(Files.readString(SCHEMA))
                .as("run with -Dcorpus.write=true to write it")
                .isEqualTo(schema);
    }

    @Test
    void theSchemaContainsExactlyTheKeysOfTheReader() {
        Set<String> inSchema = new TreeSet<>();
        collect(schema(), "", inSchema);

        assertThat(inSchema).isEqualTo(new TreeSet<>(KeyPaths.ALL.keySet()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void theSchemaAcceptsExactlyTheFilesOfTheRightForm(Path file) {
        compare(Corpus.text(file), file.getFileName().toString());
    }

    @Test
    void theSchemaAgreesWithTheReaderOnMutatedFiles() {
        long first = Long.getLong("seed", new Random().nextLong());
        for (long seed = first; seed < first + 3_000; seed++) {
            Random random = new Random(seed);
            String text =
                    Corpus.text(Corpus.good().get(random.nextInt(Corpus.good().size())));
            compare(MutatedFilesTest.mutated(text, random), "seed " + seed);
        }
    }

    private static void compare(String text, String name) {
        Problems problems = new Problems();
        Optional<RawValue.Mapping> tree = new YamlTree(name, problems).read(text);
        if (tree.isEmpty() || problems.hasErrors() || text.contains("\\0")) {
            return;
        }
        ConfigSection top = new ConfigSection(tree.get(), "", problems);
        new FormChecker(problems, ProviderType.openMaps(top)).check(tree.get(), ConfigKeys.CLUSTER, "");
        boolean complete = top.names().contains("hosts") || top.names().containsAll(Set.of("cluster_name", "provider"));
        assertThat(SchemaCheck.accepts(schema(), json(tree.get())))
                .as("%s: the reader says %s:%n%s", name, problems.all(), text)
                .isEqualTo(complete && !problems.hasErrors());
    }

    private static Object json(RawValue raw) {
        return switch (raw) {
            case RawValue.Sequence list ->
                list.items().stream().map(SchemaTest::json).toList();
            case RawValue.Mapping mapping -> {
                Map<String, Object> map = new LinkedHashMap<>();
                mapping.entries().forEach((name, entry) -> map.put(name, json(entry.value())));
                yield map;
            }
            case RawValue.Scalar scalar -> json(scalar);
        };
    }

    private static Object json(RawValue.Scalar scalar) {
        return switch (scalar.kind()) {
            case EMPTY -> NOTHING;
            case FLAG -> ScalarReader.flag(scalar).map(Object.class::cast).orElse(NO_JSON);
            case DATE -> NO_JSON;
            case NUMBER, TEXT -> {
                Optional<BigDecimal> number = ScalarReader.number(scalar);
                if (number.isEmpty()) {
                    yield scalar.kind() == RawValue.Kind.TEXT ? scalar.text() : NO_JSON;
                }
                yield ScalarReader.whole(scalar).isPresent()
                        ? (Object) number.get().longValueExact()
                        : number.get();
            }
        };
    }

    private static void collect(Map<?, ?> schema, String path, Set<String> found) {
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, value) -> {
                String child = path.isEmpty() ? name.toString() : path + "." + name;
                found.add(child);
                collect((Map<?, ?>) value, child, found);
            });
        }
        if (schema.get("additionalProperties") instanceof Map<?, ?> value) {
            collect(value, path + ".*", found);
        }
        if (schema.get("items") instanceof Map<?, ?> item) {
            collect(item, path + "[]", found);
        }
        if (!path.isEmpty() && schema.get("anyOf") instanceof Iterable<?> several) {
            several.forEach(each -> collect((Map<?, ?>) each, path, found));
        }
    }

    private static Map<?, ?> schema() {
        return Holder.SCHEMA;
    }

    private static final class Holder {
        static final Map<?, ?> SCHEMA = JsonMapper.shared().readValue(SchemaTest.SCHEMA.toFile(), Map.class);
    }
}
