package dev.muster.config.yaml;

import java.io.StringReader;
import java.util.Iterator;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Parses YAML text into a raw tree. Size, nesting and aliases are bounded. */
public final class YamlTree {
    public static final int MAX_CHARACTERS = 4_000_000;
    static final int MAX_DEPTH = 30;
    private static final int MAX_ALIASES = 200;

    private final String file;
    private final Problems problems;

    public YamlTree(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Returns nothing, and reports an error, if the text is not one YAML mapping. */
    public Optional<RawValue.Mapping> read(String text) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return only(body).flatMap(this::mapping);
        } catch (MarkedYAMLException e) {
            new SyntaxProblem(file, body, problems).report(e);
        } catch (ReaderException e) {
            reportCharacter(body, e);
        } catch (YAMLException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // The library throws the latter two for some malformed escapes and tags.
            problems.error(SourceLocation.whole(file), "", reason(firstLine(e)));
        }
        return Optional.empty();
    }

    private Optional<Node> only(String text) {
        Iterator<Node> documents = yaml().composeAll(new StringReader(text)).iterator();
        if (!documents.hasNext()) {
            problems.error(
                    SourceLocation.whole(file), "", "the file is empty", "the shortest config is: hosts: [vm1, vm2]");
            return Optional.empty();
        }
        Node first = documents.next();
        if (documents.hasNext()) {
            Mark mark = documents.next().getStartMark();
            problems.error(
                    place(file, mark),
                    "",
                    "a second YAML document starts here, but a config must be one document",
                    "remove the line '---'");
        }
        return Optional.of(first);
    }

    private Optional<RawValue.Mapping> mapping(Node root) {
        RawValue raw = new NodeReader(file, problems).read(root);
        if (raw instanceof RawValue.Mapping mapping) {
            return Optional.of(mapping);
        }
        if (raw.isEmpty()) {
            problems.error(
                    SourceLocation.whole(file), "", "the file is empty", "the shortest config is: hosts: [vm1, vm2]");
        } else {
            problems.error(raw.place(), "", "expected a mapping of keys to values, found " + raw.describe());
        }
        return Optional.empty();
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setProcessComments(false);
        return new Yaml(options);
    }

    private void reportCharacter(String text, ReaderException e) {
        int at = Math.clamp(text.codePointCount(0, text.length()) == 0 ? 0 : e.getPosition(), 0, text.length());
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(letter -> letter == '\n').count() + 1;
        int column = at - (before.lastIndexOf('\n') + 1) + 1;
        problems.error(
                new SourceLocation(file, line, column),
                "",
                "the character " + String.format("U+%04X", e.getCodePoint()) + " is not allowed in YAML");
    }

    private static String reason(String message) {
        if (message.startsWith("Nesting Depth exceeded")) {
            return "is nested more than " + MAX_DEPTH + " levels deep";
        }
        if (message.startsWith("Number of aliases")) {
            return "has more than " + MAX_ALIASES + " aliases of lists and mappings";
        }
        return "is not valid YAML: " + message;
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    static SourceLocation place(String file, Mark mark) {
        return new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
