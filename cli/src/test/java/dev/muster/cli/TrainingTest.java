package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.console.Surroundings;
import dev.muster.core.NodeState;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingTest extends CommandTest {
    @Test
    void doesRealWorkInSilenceAndBringsNothingUp() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                folder,
                Map.of(),
                new Surroundings.Streams(InputStream.nullInputStream(), stream, stream),
                FakeWindow.NONE,
                new FakeTime(),
                ZoneOffset.UTC);
        clusters().addNode("head", "head", "vm1", NodeState.READY);

        assertThat(Training.run(surroundings, this::clusters)).isZero();

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(clusters().asked).isNotEmpty().doesNotContain("up", "down");
    }

    @Test
    void isInNoHelp() {
        assertThat(run("--help").out()).doesNotContain(Training.WORD);
        assertThat(run(Training.WORD).code()).isEqualTo(2);
    }
}
