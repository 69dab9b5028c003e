package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Relative links of the documents lead to a file that exists, and to a heading of it if they name one. */
class LinksTest {
    private static final Path ROOT = Path.of(System.getProperty("muster.checkout", "../.."));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void everyRelativeLinkLeadsToAFileAndAHeading() {
        assertThat(documents()).hasSizeGreaterThan(30);
        assertThat(documents().stream().flatMap(LinksTest::brokenLinks)).isEmpty();
    }

    @Test
    void everyAdrThatIsNamedExists() {
        Pattern named = Pattern.compile("\\bADR (\\d+)");
        Set<Integer> existing = documents().stream()
                .filter(file -> file.getParent().endsWith("docs/adr"))
                .map(file -> Integer.valueOf(file.getFileName().toString().substring(0, 4)))
                .collect(Collectors.toSet());

        assertThat(documents().stream()
                        .flatMap(file -> named.matcher(read(file)).results())
                        .map(name -> Integer.valueOf(name.group(1))))
                .isNotEmpty()
                .isSubsetOf(existing);
    }

    private static Stream<String> brokenLinks(Path document) {
        String prose = CODE_BLOCK.matcher(read(document)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .filter(link -> !link.group(1).contains("://"))
                .filter(link -> !leadsSomewhere(document, link))
                .map(link -> ROOT.relativize(document) + ": " + link.group());
    }

    private static boolean leadsSomewhere(Path document, MatchResult link) {
        Path target = link.group(1).isEmpty()
                ? document
                : document.resolveSibling(link.group(1)).normalize();
        String heading = link.group(2);
        return Files.exists(target) && (heading == null || anchors(read(target)).contains(heading));
    }

    /** Returns the anchors that GitHub gives to the headings. */
    private static Set<String> anchors(String document) {
        return HEADING.matcher(document)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** The documents at the top of the checkout, and those below docs and examples. */
    private static List<Path> documents() {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> examples = Files.walk(ROOT.resolve("examples"))) {
            return Stream.of(top, docs, examples)
                    .flatMap(each -> each)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
