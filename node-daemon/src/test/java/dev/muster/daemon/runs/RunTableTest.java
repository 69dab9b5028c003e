package dev.muster.daemon.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Resources;
import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.FinishedRun.Outcome;
import dev.muster.core.status.RunningWork;
import dev.muster.daemon.RecordedHost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTableTest {
    private static final String FOLDER = "/node/run/runs/";
    private static final String RUNNING = """
            id 5000-0000300
            pid 300
            start 5000
            boot b1
            name trial-7
            cpus 1500
            memory 1048576
            gpus 0,3
            """;

    @TempDir
    private Path root;

    private RecordedHost host;

    @BeforeEach
    void createHost() {
        host = new RecordedHost(root)
                .put("/proc/stat", "cpu  1 2 3\nbtime 1772000000\n")
                .put("/proc/self/stat", "")
                .put("/proc/sys/kernel/random/boot_id", "b1\n")
                .process(300, 5000, 1);
    }

    private RunTable runs() {
        return new RunTable(host.files(), Path.of(FOLDER));
    }

    @Test
    void aRunHoldsItsLimits() {
        host.put(FOLDER + "5000-0000300", RUNNING + "end\n");
        assertThat(runs().running())
                .containsExactly(new RunningWork(
                        "trial-7/5000-0000300",
                        "run",
                        Instant.ofEpochSecond(1772000050),
                        Resources.of(Map.of("CPU", 1.5, "memory", 1048576, "GPU", 2))));
        assertThat(runs().hasKilled()).isFalse();
    }

    @Test
    void aServiceIsNoWork() {
        host.put(FOLDER + "5000-0000300", RUNNING + "service 1\nend\n");
        assertThat(runs().running()).isEmpty();
    }

    @Test
    void aRunInATaskOfTheEngineHoldsNothingOfItsOwn() {
        host.put(FOLDER + "5000-0000300", RUNNING + "engine 1\nend\n");
        assertThat(runs().running())
                .containsExactly(new RunningWork(
                        "trial-7/5000-0000300", "run", Instant.ofEpochSecond(1772000050), Resources.NONE));
    }

    @Test
    void aRunInARunHoldsOnlyWhatTheOuterOneHasNoLimitFor() {
        host.process(301, 5001, 300).process(302, 5002, 301);
        host.put(FOLDER + "5000-0000300", "id 5000-0000300\npid 300\nstart 5000\nboot b1\ncpus 4000\nend\n")
                .put(
                        FOLDER + "5001-0000301",
                        "id 5001-0000301\npid 301\nstart 5001\nboot b1\ncpus 2000\nmemory 1048576\nouter"
                                + " 5000-0000300\nend\n")
                .put(
                        FOLDER + "5002-0000302",
                        "id 5002-0000302\npid 302\nstart 5002\nboot b1\ncpus 1000\nmemory 524288\ngpus 0\nouter"
                                + " 5001-0000301\nend\n");
        assertThat(runs().running())
                .extracting(RunningWork::resources)
                .containsExactly(Resources.of("CPU", 4), Resources.of("memory", 1048576), Resources.of("GPU", 1));
    }

    @Test
    void aRunInAServiceOfTheNodeHoldsItsLimits() {
        host.put(FOLDER + "5000-0000300", RUNNING + "outer 4000-0000200\nend\n")
                .put(FOLDER + "4000-0000200", "id 4000-0000200\nboot b1\ncpus 4000\nservice 1\nend\n");
        assertThat(runs().running())
                .singleElement()
                .satisfies(run -> assertThat(run.resources().amount("CPU")).isEqualTo(1.5));
    }

    @Test
    void ignoresRecordsThatAreIncompleteOrEnded() {
        host.put(FOLDER + "5000-0000300", RUNNING)
                .put(FOLDER + "5001-0000301", "")
                .put(FOLDER + "env", "yes\n");
        assertThat(runs().running()).isEmpty();
        assertThat(runs().hasKilled()).isFalse();
    }

    @Test
    void ignoresARecordUnderAnotherName() {
        host.put(FOLDER + "5000-0000301", RUNNING + "end\n");
        assertThat(runs().running()).isEmpty();
    }

    @Test
    void aRunWhoseProcessIsGoneWasKilled() {
        host.put(FOLDER + "5000-0000300", RUNNING + "end\n").process(300, 5001, 1);
        assertThat(runs().hasKilled()).isTrue();
        assertThat(runs().running())
                .as("its resources are held until it is cleaned")
                .hasSize(1);
    }

    @Test
    void aRunOfAnEarlierBootWasKilledAndHoldsNothing() {
        host.put(FOLDER + "5000-0000300", RUNNING.replace("boot b1", "boot b0") + "end\n");
        assertThat(runs().hasKilled()).isTrue();
        assertThat(runs().running()).isEmpty();
    }

    @Test
    void valuesThatAreNoNumbersAreLeftOut() {
        host.put(
                FOLDER + "5000-0000300",
                RUNNING.replace("1500", "-1").replace("1048576", "9".repeat(30)) + "name a b\nend\n");
        assertThat(runs().running())
                .containsExactly(new RunningWork(
                        "5000-0000300", "run", Instant.ofEpochSecond(1772000050), Resources.of("GPU", 2)));
    }

    @Test
    void theNewestFiveResultsAreListed() {
        for (int number = 0; number < 16; number++) {
            host.put(
                    FOLDER + "result-" + number,
                    RUNNING + "outcome succeeded\ncode 0\nended " + (6000 + number * 7 % 16) + "\nend\n");
        }
        assertThat(runs().finished().stream().map(run -> run.endedAt().toEpochMilli() - 1772000060000L))
                .containsExactly(150L, 140L, 130L, 120L, 110L);
    }

    @Test
    void aResultHasItsMeasurements() {
        host.put(
                FOLDER + "result-3",
                RUNNING + "outcome oom\ncode 137\npeak 1048576\ncpu_millis 1234\nwall_millis 5678\nended 6000\nend\n");
        host.put(FOLDER + "result-4", RUNNING + "outcome killed\ncode 137\npeak \ncpu_millis \nended 5900\nend\n");
        host.put(FOLDER + "result-5", RUNNING + "outcome exploded\ncode 1\nended 5900\nend\n");
        assertThat(runs().finished())
                .containsExactly(
                        new FinishedRun(
                                "5000-0000300",
                                "trial-7",
                                Outcome.OOM,
                                137,
                                Optional.of(1048576L),
                                Optional.of(Duration.ofMillis(1234)),
                                Optional.of(Duration.ofMillis(5678)),
                                Instant.ofEpochSecond(1772000060)),
                        new FinishedRun(
                                "5000-0000300",
                                "trial-7",
                                Outcome.KILLED,
                                137,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Instant.ofEpochSecond(1772000059)));
    }
}
