package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every example runs on a Ray of its own and is right: each checks its own results and ends with another code than 0 if they are wrong. */
@Tag("whole")
class ExamplesTest {
    @Test
    void thePaletteBurstBeginsWithoutWorkersAndUsesThoseThatCome() throws Exception {
        try (PlainRay ray = light()) {
            ray.startHead(0, "{}");
            PlainRay.Example burst = ray.begin("palette_burst.py", "--images", "600", "--batch", "10");
            Patience.untilTrue(
                    "it waits for workers",
                    Duration.ofSeconds(60),
                    () -> burst.printed().contains(" s: 0 images, 0 nodes took part"));

            ray.startWorker("rack=a", "{}");
            ray.startWorker("rack=b", "{}");

            assertThat(burst.await()).contains("600 images in", "on 2 nodes, 600 palettes right");
        }
    }

    @Test
    void placementPutsWorkWhereItMust() throws Exception {
        try (PlainRay ray = light()) {
            ray.startHead(1, "{}");
            ray.startWorker("rack=a", "{\"licence\": 1}");
            ray.startWorker("rack=a", "{}");
            ray.startWorker("rack=b", "{\"licence\": 2}");

            assertThat(ray.run("placement.py")).contains("STRICT_SPREAD:", "everything landed where it must");
        }
    }

    @Test
    void placementWaitsForARackThatNoNodeHas() throws Exception {
        try (PlainRay ray = light()) {
            ray.startHead(4, "{\"licence\": 4}");
            PlainRay.Example example = ray.begin("placement.py");
            // There is no rack here, so the tasks that need one wait.
            Patience.untilTrue(
                    "the licences are used",
                    Duration.ofSeconds(60),
                    () -> example.printed().contains("a licence each:"));

            assertThat(example.process().isAlive()).isTrue();
            assertThat(example.printed()).doesNotContain("rack b:", "everything landed");
        }
    }

    @Test
    void autoMlRunsKeepTheirLimitsAndLeaveNothing() throws Exception {
        try (PlainRay ray = light()) {
            ray.startHead(2, "{\"vm\": 1}");

            assertThat(ray.run("automl_runs.py", "--runs", "5", "--inner", "0", "--cpus", "0.5"))
                    .containsPattern("run +0 hog +attempt 2 on \\w+: succeeded")
                    .containsPattern("run +1 sleeper +attempt 1 on \\w+: timeout")
                    .contains("every run kept its limits, and nothing was left behind");
        }
    }

    @Test
    void anInnerRayOfAnAutoMlRunStaysAlone() throws Exception {
        try (PlainRay ray = light()) {
            ray.startHead(2, "{\"vm\": 1}");

            assertThat(ray.run("automl_runs.py", "--runs", "1", "--hogs", "0", "--sleepers", "0", "--orphans", "0"))
                    .containsPattern("run +0 inner +attempt 1 on \\w+: succeeded")
                    .contains("every run kept its limits, and nothing was left behind");
        }
    }

    @Test
    void serveAnswersFromAnActor() throws Exception {
        try (PlainRay ray = full()) {
            ray.startHead(2, "{}");

            assertThat(ray.run("serve_actors.py", "--port", Integer.toString(PlainRay.freePort())))
                    .contains("40 orders by ", "sold {'lamp': 20, 'chair': 5}, left {'lamp': 5, 'chair': 0}");
        }
    }

    @Test
    void tuneFindsGoodParameters() throws Exception {
        try (PlainRay ray = full()) {
            ray.startHead(2, "{}");

            assertThat(ray.run("tune_search.py", "--storage", ray.folder().toString()))
                    .contains("8 trials,", " 0 failed", "best: loss 0.0");
        }
    }

    @Test
    void dataSumsByGroup() throws Exception {
        try (PlainRay ray = full()) {
            ray.startHead(2, "{}");

            assertThat(ray.run("data_pipeline.py", "--rows", "200000")).contains("sensor 7: 25000 rows, sum 2500000");
        }
    }

    @Test
    void trainNeedsNoTorch() throws Exception {
        try (PlainRay ray = full()) {
            ray.startHead(2, "{}");

            assertThat(ray.run("train_numpy.py", "--storage", ray.folder().toString()))
                    .contains("2 workers, loss 0.0100, weights [2.0, -3.0, 0.5]");
        }
    }

    @Test
    void rayDaskAndParslAgreeOnPi() throws Exception {
        try (PlainRay ray = full()) {
            ray.startHead(2, "{}");

            assertThat(ray.run("pi.py"))
                    .containsPattern("Ray +pi = 3\\.14")
                    .containsPattern("Dask +pi = 3\\.14")
                    .containsPattern("Dask on Ray +pi = 3\\.14")
                    .containsPattern("Parsl +pi = 3\\.14");
        }
    }

    @Test
    void modinAgreesWithPandas() throws Exception {
        try (PlainRay ray = PlainRay.optional("MUSTER_RAY_MODIN", "ray[default]==2.60.0 and modin[ray]")) {
            ray.startHead(2, "{}");

            assertThat(ray.run("modin_frame.py", "--rows", "100000"))
                    .contains("modin : 100000 rows in", "totals by shop: {0:");
        }
    }

    private static PlainRay light() throws IOException {
        return PlainRay.required("MUSTER_RAY", "ray[default]==2.60.0");
    }

    private static PlainRay full() throws IOException {
        return PlainRay.optional("MUSTER_RAY_FULL", "ray[default,data,serve,tune,train]==2.60.0, dask and parsl");
    }
}
