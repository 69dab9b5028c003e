package dev.muster.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.run.LineSplitter.Returns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void aProgressBarIsSeenWhileItMoves() {
        LineSplitter splitter = new LineSplitter(Returns.END_A_LINE, lines::add);

        accept(splitter, "\r10%\r20%\r");
        assertThat(lines).containsExactly("10%", "20%");

        accept(splitter, "30%\n\ndone\r\n\r\nend");
        splitter.end();
        assertThat(lines).containsExactly("10%", "20%", "30%", "", "done", "", "end");
    }

    @Test
    void onlyTheLastStateOfAProgressBarIsCollected() {
        LineSplitter splitter = new LineSplitter(Returns.START_OVER, lines::add);

        accept(splitter, "\r10%\r20%\r30%\r\n\r\nnext\r\n80%\r90%\r");
        splitter.end();

        assertThat(lines).containsExactly("30%", "", "next", "90%");
    }

    private static void accept(LineSplitter splitter, String text) {
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            splitter.accept(new byte[] {one}, 1);
        }
    }
}
