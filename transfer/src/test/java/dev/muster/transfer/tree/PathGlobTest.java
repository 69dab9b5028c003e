package dev.muster.transfer.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.muster.transfer.tree.PathGlob.Dialect;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {
    @ParameterizedTest
    @CsvSource({
        "/a*c, /abc, true",
        "/a*c, /a/c, false",
        "/a?c, /abc, true",
        "/a?c, /ac, false",
        "/[a-cx]z, /bz, true",
        "/[a-cx]z, /xz, true",
        "/[a-cx]z, /dz, false",
        "/[!a-c]z, /dz, true",
        "/[^a-c]z, /az, false",
        "/[!a]z, //z, false",
        "/[]a]z, /]z, true",
        "/[a-]z, /-z, true",
        "/[c-a]z, /bz, false",
        "/[abc, /a, false",
        "/a\\*, /a*, true",
        "/a\\*, /ab, false",
        "/a/**/z, /a/z, true",
        "/a/**/z, /a/b/c/z, true",
        "/a/**/z, /az, false",
        "/a/**, /a/b/c, true",
        "/a/**, /a/, false",
        "/a**z, /abz, true",
        "/a**z, /a/z, false",
    })
    void matchesAsGitDoes(String pattern, String path, boolean matches) {
        assertThat(glob(pattern, Dialect.GIT).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"/a**z, /a/b/z, true", "/**z, /z, true", "/a**, /a, true"})
    void twoStarsMatchAnythingInRsync(String pattern, String path, boolean matches) {
        assertThat(glob(pattern, Dialect.RSYNC).matches(path)).isEqualTo(matches);
    }

    /** A host may send patterns and paths. A backtracking search would take longer than the age of the universe. */
    @Test
    void noPatternTakesLong() {
        String path = "/" + "a".repeat(4000) + "b";
        for (Dialect dialect : Dialect.values()) {
            for (String part : new String[] {"*a", "**a", "**/", "**/*a"}) {
                PathGlob glob = glob("/" + part.repeat(60) + "c", dialect);
                assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> glob.matches(path)))
                        .isFalse();
            }
        }
    }

    private static PathGlob glob(String pattern, Dialect dialect) {
        return new PathGlob.Builder().pattern(pattern, dialect).build();
    }
}
