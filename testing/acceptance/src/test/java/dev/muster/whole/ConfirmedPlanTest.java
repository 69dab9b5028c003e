package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What was confirmed is what runs: a cluster that changes while the operator reads the plan is left as it is. */
@Tag("whole")
class ConfirmedPlanTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aPlanThatIsOutdatedWhenItIsConfirmedChangesNothing(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        try (Sandbox sandbox = new Sandbox(folder).config("plan", 1, 2)) {
            sandbox.cluster("up", "-y").expect(0);

            Sandbox.Ended up = changedMeanwhile(
                    sandbox,
                    "Apply this plan?",
                    new String[] {"up", "--max-workers", "3"},
                    () -> sandbox.cluster("up", "-y", "--max-workers", "4").expect(0));
            assertThat(up.out()).isEqualTo("code 2, " + Play.RESTORED);
            assertThat(sandbox.status().path("types").get(1).path("max").asInt())
                    .isEqualTo(4);

            Sandbox.Ended down = changedMeanwhile(sandbox, "Stop it?", new String[] {"down"}, () -> {
                sandbox.cluster("request", "{\"CPU\": 1}", "--count", "2").expect(0);
                Patience.untilTrue(
                        "a second worker", SOON, () -> sandbox.machines("plan").contains("worker-2"));
            });
            assertThat(down.out()).isEqualTo("code 2, " + Play.RESTORED);
            assertThat(sandbox.machines("plan")).contains("head", "worker-1", "worker-2");

            sandbox.cluster("down", "-y").expect(0);
            assertThat(sandbox.leftovers()).isEmpty();
        }
    }

    private interface Change {
        void run() throws Exception;
    }

    private static Sandbox.Ended changedMeanwhile(Sandbox sandbox, String question, String[] command, Change change)
            throws Exception {
        Path shown = sandbox.folder().resolve(command[0] + ".shown");
        Path changed = sandbox.folder().resolve(command[0] + ".changed");
        Play play = Play.of(sandbox.folder(), command[0], """
                expect %s
                touch %s
                await %s
                type y\\r
                expect has changed since the plan was shown
                """.formatted(question, shown, changed));
        Sandbox.Running running = sandbox.beginUnder(play.program(), command);
        Patience.untilTrue("the plan is shown", SOON, () -> Files.exists(shown));
        change.run();
        Files.createFile(changed);
        return running.await();
    }
}
