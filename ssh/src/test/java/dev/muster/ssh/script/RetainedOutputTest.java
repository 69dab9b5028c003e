package dev.muster.ssh.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.OutputSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The result of a command holds a bounded part of its output. */
class RetainedOutputTest {
    @Test
    void keepsTheFirstBytes() {
        RetainedOutput output = RetainedOutput.first(5);

        "abc,defg,hi".chars().forEach(letter -> output.add(new byte[] {'x', (byte) letter}, 1, 1));

        assertThat(output.text()).isEqualTo("abc,d");
    }

    @Test
    void keepsTheLastBytes() {
        RetainedOutput output = RetainedOutput.last(5);

        for (String part : List.of("abc", "defghijklmnopq", "r", "s")) {
            output.add(part.getBytes(StandardCharsets.UTF_8), 0, part.length());
        }

        assertThat(output.text()).isEqualTo("opqrs");
    }

    @Test
    void passesEverythingOnToTheSink() {
        List<String> passed = new ArrayList<>();
        OutputSink sink = (stream, bytes, length) ->
                passed.add(stream + " " + new String(bytes, 0, length, StandardCharsets.UTF_8));
        RetainedOutput output = RetainedOutput.first(2);

        output.andPassTo(sink, OutputSink.Stream.ERR).accept("_hello".getBytes(StandardCharsets.UTF_8), 1, 5);

        assertThat(passed).containsExactly("ERR hello");
        assertThat(output.text()).isEqualTo("he");
    }

    @Test
    void returnsTheLastTwentyLinesForAMessage() {
        String text = IntStream.rangeClosed(1, 30).mapToObj(Integer::toString).collect(Collectors.joining("\n"));

        assertThat(RetainedOutput.lastLines(text)).hasSize(20).startsWith("11").endsWith("30");
        assertThat(RetainedOutput.lastLines("one")).containsExactly("one");
    }
}
