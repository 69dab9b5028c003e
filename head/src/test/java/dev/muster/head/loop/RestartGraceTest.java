package dev.muster.head.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After a start of the head all daemons connect at once, so many nodes need more time to come back than a few. */
class RestartGraceTest {
    private static final Instant START = Instant.EPOCH;

    @ParameterizedTest
    @CsvSource({"0, 15000", "10, 15100", "1000, 25000", "5000, 65000"})
    void followsTheNumberOfNodes(int nodes, int millis) {
        assertThat(detector(nodes).begin(START).graceUntil()).isEqualTo(START.plusMillis(millis));
    }

    @Test
    void isLongerForManyNodesAfterAnAbsence() {
        HeadPauseDetector detector = detector(5_000);
        detector.begin(START);
        Instant back = START.plusSeconds(3_600);

        assertThat(detector.begin(back).graceUntil()).isEqualTo(back.plusSeconds(60));
    }

    private static HeadPauseDetector detector(int nodes) {
        return new HeadPauseDetector(HeadTiming.DEFAULT, Duration.ofMillis(400), () -> nodes, START);
    }
}
