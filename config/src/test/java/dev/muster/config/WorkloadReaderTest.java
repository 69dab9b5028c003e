package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.core.Resources;
import dev.muster.core.config.Problem;
import dev.muster.core.config.Workload;
import dev.muster.core.config.Workload.Part;
import dev.muster.core.failure.InvalidConfig;
import dev.muster.core.placement.GangStrategy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadReaderTest {
    private static Workload read(String text) {
        return WorkloadReader.read(text, "day.yaml");
    }

    private static List<String> problems(String text) {
        return catchThrowableOfType(InvalidConfig.class, () -> read(text)).problems().stream()
                .map(Problem::message)
                .toList();
    }

    @Test
    void endsAnHourAfterTheLastArrivalWhereNoLengthIsGiven() {
        Workload workload = read("work: [{at: 10m, every: 5m, until: 1h, resources: {CPU: 1}}]");

        assertThat(workload.length()).isEqualTo(Duration.ofHours(2));
        assertThat(workload.parts().getFirst().times().count()).isEqualTo(11);
    }

    @Test
    void readsHowMachinesBehave() {
        Workload.Machines machines =
                read("machines: {cpu: {resources: {CPU: 4, memory: 1GiB, GPU: 0}, boot: 90s, boot_fails: 0.1}}\n"
                                + "work: [{resources: {CPU: 1}}]")
                        .machines()
                        .get("cpu");

        assertThat(machines).isNotNull();
        assertThat(machines.found()).isEqualTo(Resources.of("CPU", 4, "memory", 1 << 30));
        assertThat(machines.noResources()).containsExactly("GPU");
        assertThat(machines.boot()).isEqualTo(Duration.ofSeconds(90));
        assertThat(machines.stop()).isEqualTo(Duration.ofSeconds(5));
        assertThat(machines.faults().bootFails()).isEqualTo(0.1);
    }

    @Test
    void readsGangsWithTheirStrategy() {
        Part part = read("gangs: [{count: 3, resources: {CPU: 1}, strategy: strict_spread}]")
                .parts()
                .getFirst();

        assertThat(part).isInstanceOf(Part.Together.class);
        assertThat(((Part.Together) part).strategy()).isEqualTo(GangStrategy.STRICT_SPREAD);
    }

    @Test
    void clearsStandingDemandWithACountOfZero() {
        assertThat(read("requests: [{at: 5m, count: 0}]").parts()).hasSize(1);
    }

    @Test
    void anUnknownKeyGetsAHintOfTheWorkloadAndNotOfTheClustersFile() {
        assertThat(hint("work: [{resources: {CPU: 1}, boot: 5s}]")).isEqualTo("move it below 'machines.*'");
        assertThat(hint("work: [{resources: {CPU: 1}, runtme: 5s}]")).contains("runtime");
        assertThat(hint("work: [{resources: {CPU: 1}}]\nmin_workers: 5"))
                .isEqualTo("docs/simulate.md lists what a workload may say");
        assertThat(hint("work: [{resources: {CPU: 1}}]\nworkers: 5"))
                .isEqualTo("docs/simulate.md lists what a workload may say");
    }

    private static String hint(String text) {
        return catchThrowableOfType(InvalidConfig.class, () -> read(text))
                .problems()
                .getFirst()
                .hint();
    }

    @Test
    void reportsEveryProblemAtOnce() {
        assertThat(problems("seed: x\nwork: [{at: soon}, {every: 5m, resources: {CPU: 1}}]"))
                .hasSize(4)
                .contains("'every' and 'until' must be set together", "is required");
    }

    @Test
    void refusesMoreArrivalsThanItCanHold() {
        assertThat(problems("work: [{every: 1s, until: 2d, resources: {CPU: 1}}]"))
                .containsExactly("more than 100000 arrivals");
    }

    @Test
    void refusesAnEmptyWorkload() {
        assertThat(problems("seed: 1")).containsExactly("the workload is empty");
    }
}
