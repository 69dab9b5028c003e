package dev.muster.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Resources;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1 KiB", "1536,1.5 KiB", "17179869184,16 GiB", "1125899906842624,1 PiB"})
    void writesBytesInTheLargestUnitThatFits(long bytes, String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void writesBothSizesInTheUnitOfTheWhole() {
        assertThat(Units.bytesOf(1L << 29, 1L << 34)).isEqualTo("0.5/16 GiB");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0.0 s",
        "PT3.24S,3.2 s",
        "PT59.94S,59.9 s",
        "PT65S,1m 5s",
        "PT2H3M,2h 3m",
        "PT50H,2d 2h",
        "PT-5S,0.0 s"
    })
    void writesTimesInTheirTwoLargestUnits(Duration time, String text) {
        assertThat(Units.time(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0s", "PT59S,59s", "PT60S,1m", "PT47H,47h", "PT48H,2d"})
    void writesAgesInTheirLargestUnit(Duration age, String text) {
        assertThat(Units.age(age)).isEqualTo(text);
    }

    @Test
    void writesResources() {
        assertThat(Units.resources(Resources.of("CPU", 0.5, "memory", 16L << 30)))
                .isEqualTo("{CPU: 0.5, memory: 16 GiB}");
    }
}
