package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.muster.core.failure.InvalidConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a file contains, it is read or refused with a message. */
public class MutatedFilesTest {
    private static final int CASES = 6_000;
    private static final List<String> PIECES = List.of(
            "\t",
            "\n",
            "  ",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "*a",
            "&a ",
            "<<: ",
            "!!int ",
            "!x ",
            "'",
            "\"",
            "#",
            "|",
            ">",
            "?",
            "---\n",
            "...",
            "%",
            "@",
            "no",
            "~",
            "-1",
            "1e99",
            "99999999999999999999",
            ".nan",
            "0x",
            "vm[1-9999]",
            "a: b",
            "\0",
            "\u0085",
            "\ufeff",
            "\ud83d\ude00",
            "\ud800",
            "\\",
            "..",
            "/",
            "hosts:",
            "provider:");

    @Test
    void readsAMutatedFileOrRefusesItWithAMessage() {
        long first = Long.getLong("seed", new Random().nextLong());
        List<Path> files = Corpus.good();
        for (long seed = first; seed < first + CASES; seed++) {
            Random random = new Random(seed);
            String text = mutated(Corpus.text(files.get(random.nextInt(files.size()))), random);
            try {
                assertThat(Corpus.read(text, "mutated.yaml").config().types()).isNotEmpty();
            } catch (InvalidConfig e) {
                assertThat(e.problems()).as("seed %d", seed).anyMatch(problem -> problem.isError());
                assertThat(e.problems())
                        .as("seed %d", seed)
                        .allMatch(problem -> !problem.message().isBlank());
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed %d, run again with -Dseed=%d:%n%s".formatted(seed, seed, text), e);
            }
        }
    }

    public static String mutated(String text, Random random) {
        StringBuilder result = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int from = random.nextInt(result.length() + 1);
            int to = Math.min(result.length(), from + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> result.delete(from, to);
                case 1 -> result.insert(from, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> result.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> result.insert(random.nextInt(result.length() + 1), result.substring(from, to));
                default -> moveALine(result, random);
            }
        }
        return result.toString();
    }

    private static void moveALine(StringBuilder text, Random random) {
        List<String> lines = new ArrayList<>(text.toString().lines().toList());
        if (!lines.isEmpty()) {
            lines.add(random.nextInt(lines.size()), lines.remove(random.nextInt(lines.size())));
            text.replace(0, text.length(), String.join("\n", lines));
        }
    }
}
