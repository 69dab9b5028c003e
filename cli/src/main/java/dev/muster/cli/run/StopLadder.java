package dev.muster.cli.run;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.StopSignal;
import dev.muster.core.port.CommandSignals;
import dev.muster.core.port.CommandSignals.Signal;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a command that runs on nodes when it is asked to: INT, a pause, TERM, a pause, KILL. Ctrl-C begins with INT, everything else with TERM; a second Ctrl-C
 * goes to KILL at once.
 */
final class StopLadder {
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** Longer than that nothing outlives KILL, unless the host or the way to it is gone. */
    private static final Duration LAST_PAUSE = Duration.ofSeconds(5);

    private final CommandSignals signals;
    private final Duration pause;
    private final BlockingQueue<Signal> requests = new LinkedBlockingQueue<>();
    private volatile @Nullable Integer exitCode;

    StopLadder(CommandSignals signals, Duration pause) {
        this.signals = signals;
        this.pause = pause;
    }

    /** Returns whether this is the first request. */
    boolean request(StopSignal signal) {
        boolean isFirst = setExitCode(signal.exitCode());
        if (signal == StopSignal.INT) {
            requests.add(isFirst ? Signal.INT : Signal.KILL);
        } else {
            requests.add(Signal.TERM);
        }
        return isFirst;
    }

    /** Nobody reads the output any more. */
    void outputClosed() {
        if (setExitCode(ExitCodes.OUTPUT_CLOSED)) {
            requests.add(Signal.TERM);
        }
    }

    private synchronized boolean setExitCode(int code) {
        if (exitCode != null) {
            return false;
        }
        exitCode = code;
        return true;
    }

    /** What this process exits with; empty where nobody asked it to stop. */
    OptionalInt exitCode() {
        Integer code = exitCode;
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /** Waits for the first request; returns when even KILL has not ended the command. Interrupt it when the command has ended. */
    void climb() throws InterruptedException {
        Signal next = requests.take();
        while (next != Signal.KILL) {
            signals.send(next);
            next = afterPause(next);
        }
        signals.send(Signal.KILL);
        new CountDownLatch(1).await(LAST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The next signal: what is asked for, or else one more than was sent. */
    private Signal afterPause(Signal sent) throws InterruptedException {
        Signal asked = requests.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
        if (asked != null && asked.compareTo(sent) > 0) {
            return asked;
        }
        return sent == Signal.INT ? Signal.TERM : Signal.KILL;
    }
}
