package dev.muster.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.failure.RemoteFailure;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemotePatternTest {
    @ParameterizedTest
    @CsvSource({
        "~/logs/*.log, /home/me/logs/a.log",
        "run-[0-9]*/, /home/me/run-3b",
        "/data/[!a]?, /data/bc",
        "*/out.csv, /home/me/x/out.csv",
        "~/.c*, /home/me/.cache",
        "x[1].csv, /home/me/x[1].csv",
        "~/??.txt, /home/me/é.txt"
    })
    void acceptsWhatAShellFinds(String source, String path) {
        assertThat(paths(source, path)).isEqualTo(List.of(path));
    }

    @ParameterizedTest
    @CsvSource({
        "~/logs/*, /home/me/.bashrc",
        "~/logs/*.log, /home/me/authorized_keys",
        "*/out.csv, /home/me/other.csv",
        "~/.*, /home/me/..",
        "~/*, /",
        "~/*, a.log"
    })
    void refusesWhatThePatternCannotMatch(String source, String path) {
        assertThatThrownBy(() -> paths(source, path))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("names a path that the pattern cannot match");
    }

    private static List<String> paths(String source, String path) {
        return new RemotePattern("vm1", source).paths("muster-paths 1\0" + path + "\0");
    }
}
