package dev.muster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineJobTest {
    @Test
    void readsJobsAndProgramsThatWereNotSubmitted() {
        Optional<List<EngineJob>> jobs = EngineJob.parse("""
                a greeting of the shell
                muster-engine-jobs 1
                id=train-1
                status=failed
                command=python a.py --x=1
                started_ms=1000
                ended_ms=3000
                exit_code=7
                message=it failed
                driver=01000000
                status=running
                unknown=1
                """);

        assertThat(jobs)
                .contains(List.of(
                        new EngineJob(
                                "train-1",
                                true,
                                "failed",
                                "python a.py --x=1",
                                Optional.of(Instant.ofEpochSecond(1)),
                                Optional.of(Instant.ofEpochSecond(3)),
                                Optional.of(7),
                                "it failed"),
                        new EngineJob(
                                "01000000",
                                false,
                                "running",
                                "",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                "")));
    }

    @Test
    void readsNothingWithoutTheFirstLine() {
        assertThat(EngineJob.parse("id=x\nstatus=running\n")).isEmpty();
        assertThat(EngineJob.parse("")).isEmpty();
    }

    @Test
    void boundsWhatTheHostPrints() {
        StringBuilder text = new StringBuilder("muster-engine-jobs 1\nstatus=before any job\n");
        for (int i = 0; i < 5_000; i++) {
            text.append("id=j").append(i).append("\nstarted_ms=99999999999999999999\nmessage=\u001b[31mred\n");
        }

        List<EngineJob> jobs = EngineJob.parse(text.toString()).orElseThrow();

        assertThat(jobs).hasSize(2_000).allSatisfy(job -> {
            assertThat(job.message()).doesNotContain("\u001b");
            assertThat(job.started()).isEmpty();
        });
    }

    @Test
    void readsWhereTheDashboardIs() {
        assertThat(EngineDashboard.parse(
                        "muster-engine-dashboard 1\nport=8266\ntoken_file=/home/ann/.ray/auth_token\n"))
                .contains(new EngineDashboard(8266, Optional.of("/home/ann/.ray/auth_token")));
        assertThat(EngineDashboard.parse("muster-engine-dashboard 1\nport=8266\n"))
                .contains(new EngineDashboard(8266, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999999999", "-1", "x", ""})
    void acceptsNoDashboardWithoutAValidPort(String port) {
        assertThat(EngineDashboard.parse("muster-engine-dashboard 1\nport=" + port + "\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-f", ".x", "a b", "a/b", "a;b", "$(id)", "a\n", "ü"})
    void refusesIdsThatAShellOrAUrlCouldMisread(String text) {
        assertThat(JobId.find(text)).isEmpty();
        assertThatThrownBy(() -> new JobId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acceptsTheIdsThatRayMakes() {
        assertThat(JobId.find("raysubmit_Xe7cvjyGJCyuCvm2")).isPresent();
        assertThat(JobId.find("a".repeat(128))).isPresent();
        assertThat(JobId.find("a".repeat(129))).isEmpty();
    }
}
