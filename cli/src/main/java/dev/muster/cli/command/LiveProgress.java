package dev.muster.cli.command;

import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.cli.text.ColorMode;
import dev.muster.cli.text.EventText;
import dev.muster.cli.text.LiveBoard;
import dev.muster.core.FanOut;
import dev.muster.core.event.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** A line per node, redrawn in place while it works; what concerns no node scrolls by above. */
final class LiveProgress implements Progress {
    private static final Duration REDRAW = Duration.ofMillis(200);

    private final ProcessEnvironment surroundings;
    private final PrintStream err;
    private final ColorMode paint;
    private final EventText text;
    private final LiveBoard board = new LiveBoard();
    private int drawn;
    private volatile boolean ended;

    LiveProgress(ProcessEnvironment surroundings, ColorMode paint) {
        this.surroundings = surroundings;
        this.err = surroundings.streams().err();
        this.paint = paint;
        this.text = new EventText(surroundings.zone(), paint);
    }

    @Override
    public synchronized void event(Event event) {
        board.hear(event);
        draw(event.node().isEmpty() ? text.line(event) + "\n" : "");
    }

    @Override
    public <T> T during(Callable<T> work) throws Exception {
        AtomicReference<T> result = new AtomicReference<>();
        Callable<Boolean> working = () -> {
            try {
                result.set(work.call());
                return true;
            } finally {
                ended = true;
            }
        };
        new FanOut(2).all(List.of(working, this::redrawUntilEnded));
        return result.get();
    }

    private boolean redrawUntilEnded() throws InterruptedException {
        while (!ended) {
            surroundings.time().sleep(REDRAW);
            redraw();
        }
        return true;
    }

    private synchronized void redraw() {
        draw("");
    }

    private void draw(String above) {
        int columns = surroundings.window().columns();
        List<String> lines = board.lines(
                surroundings.time().wallClock(), surroundings.window().rows(), columns, paint);
        StringBuilder screen = new StringBuilder();
        if (drawn > 0) {
            screen.append("\033[").append(drawn).append('A');
        }
        screen.append("\r\033[J").append(above);
        lines.forEach(line -> screen.append(line).append('\n'));
        err.print(screen);
        err.flush();
        drawn = lines.size();
    }
}
