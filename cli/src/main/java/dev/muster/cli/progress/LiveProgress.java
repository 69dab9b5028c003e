package dev.muster.cli.progress;

import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.cli.text.ColorMode;
import dev.muster.cli.text.EventText;
import dev.muster.cli.text.LiveBoard;
import dev.muster.core.event.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** Redraws one line per node in place. Events that concern no node scroll by above these lines. */
final class LiveProgress implements Progress {
    private static final Duration REDRAW = Duration.ofMillis(200);

    private final ProcessEnvironment process;
    private final PrintStream err;
    private final ColorMode paint;
    private final EventText text;
    private final LiveBoard board = new LiveBoard();
    private int drawnLines;

    LiveProgress(ProcessEnvironment process, ColorMode paint) {
        this.process = process;
        this.err = process.streams().err();
        this.paint = paint;
        this.text = new EventText(process.zone(), paint);
    }

    @Override
    public synchronized void event(Event event) {
        board.add(event);
        draw(event.node().isEmpty() ? text.line(event) + "\n" : "");
    }

    @Override
    public <T> T during(Callable<T> work) throws Exception {
        return new Redraw(process.time(), REDRAW).during(work, this::redraw);
    }

    private synchronized void redraw() {
        draw("");
    }

    private void draw(String above) {
        int columns = process.window().columns();
        List<String> lines =
                board.lines(process.time().wallClock(), process.window().rows(), columns, paint);
        StringBuilder screen = new StringBuilder();
        if (drawnLines > 0) {
            screen.append("\033[").append(drawnLines).append('A');
        }
        screen.append("\r\033[J").append(above);
        lines.forEach(line -> screen.append(line).append('\n'));
        err.print(screen);
        err.flush();
        drawnLines = lines.size();
    }
}
