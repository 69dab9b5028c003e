package dev.muster.transfer.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.config.FilesConfig;
import dev.muster.transfer.tree.TreeEntry.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which names are excluded. A path that ends with '/' is a folder. */
class ExclusionsTest {
    @Nested
    class AsRsyncExcludes {
        /** Each line was tried with rsync 3.2 itself: pattern, path, whether it is excluded. */
        @ParameterizedTest
        @CsvSource({
            "*.o, a.o, true",
            "*.o, src/deep/a.o, true",
            "*.o, a.out, false",
            "/a, a, true",
            "/a, b/a, false",
            "b/a, b/a, true",
            "b/a, c/b/a, true",
            "b/a, xb/a, false",
            "/b/a, c/b/a, false",
            "logs/, logs/, true",
            "logs/, x/logs/, true",
            "logs/, logs, false",
            "**/.git/**, .git/config, true",
            "**/.git/**, x/.git/a/b, true",
            "**/.git/**, .git/, false",
            "**/.git, .git/, true",
            "**/.git, x/.git/, true",
            "a?c, abc, true",
            "a?c, a/c, false",
            "[a-c]x, bx, true",
            "[!a-c]x, bx, false",
            "[!a-c]x, dx, true",
            "a\\*b, a*b, true",
            "a\\*b, axb, false",
            "foo/***, foo/, true",
            "foo/***, foo/bar, true",
            "a+b(c), a+b(c), true",
            "[, [, false",
            "/x/**/y, x/a/b/y, true",
            "/x/*/y, x/a/b/y, false",
            "*, .hidden, true",
        })
        void patternsMeanWhatTheyMeanToRsync(String pattern, String path, boolean isExcluded) {
            Exclusions exclusions = excluding(List.of(pattern), List.of());

            assertThat(exclusions.isExcluded(plain(path), kind(path), List.of()))
                    .isEqualTo(isExcluded);
        }
    }

    @Nested
    class AsGitIgnores {
        /** Each line was tried with {@code git check-ignore}. */
        @ParameterizedTest
        @CsvSource({
            "*.log, a.log, true",
            "*.log, x/y/a.log, true",
            "build/, build/, true",
            "build/, x/build/, true",
            "build/, build, false",
            "/build, build/, true",
            "/build, x/build, false",
            "doc/*.txt, doc/a.txt, true",
            "doc/*.txt, x/doc/a.txt, false",
            "doc/*.txt, doc/x/a.txt, false",
            "**/foo, foo, true",
            "**/foo, x/y/foo, true",
            "foo/**, foo/a/b, true",
            "foo/**, foo/, false",
            "a/**/b, a/b, true",
            "a/**/b, a/x/y/b, true",
            "a**b, axxb, true",
            "#note, #note, false",
            "\\#note, #note, true",
            "\\!note, !note, true",
        })
        void patternsMeanWhatTheyMeanToGit(String pattern, String path, boolean isExcluded) {
            List<TreeEntry> included = withFilter(Map.of(".gitignore", pattern), path);

            assertThat(included.isEmpty()).isEqualTo(isExcluded);
        }

        @Test
        void theLastMatchingPatternDecides() {
            Map<String, String> filter = Map.of(".gitignore", "*.log\n!keep.log\n");

            assertThat(withFilter(filter, "a.log", "keep.log"))
                    .extracting(TreeEntry::path)
                    .containsExactly("keep.log");
        }

        @Test
        void aDeeperFilterFileOverrulesAHigherOne() {
            Map<String, String> filters = Map.of(".gitignore", "*.log", "x/.gitignore", "!*.log");

            assertThat(withFilter(filters, "a.log", "x/", "x/a.log"))
                    .extracting(TreeEntry::path)
                    .containsExactly("x", "x/a.log");
        }

        @Test
        void patternsOfAFolderApplyToThatFolderOnly() {
            Map<String, String> filters = Map.of("x/.gitignore", "/a\nb");

            assertThat(withFilter(filters, "a", "b", "x/", "x/a", "x/b", "x/y/", "x/y/a", "x/y/b"))
                    .extracting(TreeEntry::path)
                    .containsExactly("a", "b", "x", "x/y", "x/y/a");
        }

        @Test
        void filesInAnExcludedFolderCannotBeReincluded() {
            Map<String, String> filter = Map.of(".gitignore", "out/\n!out/keep\n");

            assertThat(withFilter(filter, "out/", "out/keep")).isEmpty();
        }

        @Test
        void aFilterFileCannotReincludeAnExcludedFile() {
            Exclusions exclusions = excluding(List.of("*.log"), List.of(".gitignore"));

            assertThat(exclusions.filter(entries("a.log"), Map.of(".gitignore", "!a.log")))
                    .isEmpty();
        }
    }

    private static List<TreeEntry> withFilter(Map<String, String> texts, String... paths) {
        return excluding(List.of(), List.of(".gitignore")).filter(entries(paths), texts);
    }

    private static List<TreeEntry> entries(String... paths) {
        return Stream.of(paths)
                .map(path -> new TreeEntry(plain(path), kind(path), 0644, 0, 0, ""))
                .toList();
    }

    private static Exclusions excluding(List<String> excludes, List<String> filters) {
        return Exclusions.of(new FilesConfig(Map.of(), List.of(), false, excludes, filters));
    }

    private static Kind kind(String path) {
        return path.endsWith("/") ? Kind.FOLDER : Kind.FILE;
    }

    private static String plain(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
