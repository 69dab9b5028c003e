package dev.muster.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/cluster-yaml.md} match the reader's keys, and its examples are valid. */
class ReferencePageTest {
    private static final Path PAGE = Path.of("..", "docs", "cluster-yaml.md");
    private static final Pattern BLOCK = Pattern.compile("<!-- keys: ([a-z-]+) -->\n(.*?)<!-- end -->", Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void theTablesMatchTheKeysOfTheReader() throws IOException {
        String page = Files.readString(PAGE);
        String written = BLOCK.matcher(page)
                .replaceAll(block -> Matcher.quoteReplacement(
                        "<!-- keys: " + block.group(1) + " -->\n" + table(form(block.group(1))) + "<!-- end -->"));
        if (Boolean.getBoolean("corpus.write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(Files.readString(PAGE))
                .as("run with -Dcorpus.write=true to write them")
                .isEqualTo(written);
    }

    @Test
    void everyKeyIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> names = new TreeSet<>();
        KeyPaths.ALL.keySet().forEach(path -> names.add(path.substring(path.lastIndexOf('.') + 1)));

        assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void theExamplesAreValid() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
        int count = 0;
        while (example.find()) {
            if (!example.group(1).startsWith("# yaml-language-server")) {
                assertThat(Corpus.read(example.group(1), "example").warnings()).isEmpty();
                count++;
            }
        }
        assertThat(count).isGreaterThanOrEqualTo(3);
    }

    private static ValueForm.Fields form(String name) {
        return switch (name) {
            case "cluster" -> ConfigKeys.CLUSTER;
            case "provider" -> ProviderKeys.FIELDS;
            case "host" -> HostEntryKeys.HOST;
            case "auth" -> fields("auth");
            case "type" -> fields("available_node_types");
            case "environment" -> fields("environment");
            case "conda" -> with(fields("environment", "conda"), fields("environment", "env_vars"));
            case "docker" -> ConfigKeys.DOCKER;
            case "type-docker" -> fields("available_node_types", "docker");
            default -> throw new IllegalArgumentException("no table " + name);
        };
    }

    private static ValueForm.Fields fields(String... path) {
        ValueForm form = ConfigKeys.CLUSTER;
        for (String name : path) {
            form = inside(((ValueForm.Fields) form).keys().get(name).form());
        }
        return (ValueForm.Fields) form;
    }

    private static ValueForm inside(ValueForm form) {
        return switch (form) {
            case ValueForm.MapOf map -> inside(map.value());
            case ValueForm.Either either ->
                either.forms().stream()
                        .filter(ValueForm.Fields.class::isInstance)
                        .findFirst()
                        .orElseThrow();
            default -> form;
        };
    }

    private static ValueForm.Fields with(ValueForm.Fields some, ValueForm.Fields others) {
        Map<String, Key> keys = new LinkedHashMap<>(some.keys());
        keys.putAll(others.keys());
        return new ValueForm.Fields(keys);
    }

    /** Keys with the same description share a row. */
    private static String table(ValueForm.Fields fields) {
        Map<String, String> rows = new LinkedHashMap<>();
        fields.keys()
                .forEach((name, key) -> rows.merge(
                        describe(key) + " | " + key.description(), "`" + name + "`", (some, one) -> some + ", " + one));
        StringBuilder table = new StringBuilder("| key | value | meaning |\n|---|---|---|\n");
        rows.forEach((meaning, names) ->
                table.append("| ").append(names).append(" | ").append(meaning).append(" |\n"));
        return table.toString();
    }

    private static String describe(Key key) {
        if (key.origin() == Key.Origin.LEGACY) {
            return "*old or internal*";
        }
        String value = switch (key.form()) {
            case ValueForm.ListOf list -> list.item() instanceof ValueForm.Text ? "a list of strings" : "a list";
            case ValueForm.MapOf map -> map.value() instanceof ValueForm.Amount ? "a mapping of amounts" : "a mapping";
            case ValueForm.Either either when either.equals(HostEntryKeys.ENTRY) -> "a host";
            case ValueForm.Either either when either.equals(HostEntryKeys.LIST) -> "hosts";
            case ValueForm form -> form.describe();
        };
        return key.origin() == Key.Origin.MUSTER ? value + " **+**" : value;
    }
}
