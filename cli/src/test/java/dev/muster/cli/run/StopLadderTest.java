package dev.muster.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.console.StopSignal;
import dev.muster.core.port.CommandSignals;
import dev.muster.core.port.CommandSignals.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopLadderTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofHours(1);

    private final List<Signal> sent = new CopyOnWriteArrayList<>();
    private final CommandSignals signals = new CommandSignals();
    private FutureTask<Boolean> climbing = new FutureTask<>(() -> true);

    @AfterEach
    void stop() {
        climbing.cancel(true);
    }

    private StopLadder ladder(Duration pause) {
        CommandSignals.Registration unused = signals.register(sent::add);
        StopLadder ladder = new StopLadder(signals, pause);
        climbing = new FutureTask<>(() -> {
            ladder.climb();
            return true;
        });
        Thread.ofVirtual().start(climbing);
        return ladder;
    }

    @Test
    void ctrlCBeginsWithIntAndEndsWithKill() {
        StopLadder ladder = ladder(AT_ONCE);

        assertThat(ladder.request(StopSignal.INT)).isTrue();

        awaitSent(Signal.INT, Signal.TERM, Signal.KILL);
        assertThat(ladder.exitCode()).hasValue(130);
    }

    @Test
    void aSecondCtrlCKillsAtOnce() {
        StopLadder ladder = ladder(NEVER);

        ladder.request(StopSignal.INT);
        awaitSent(Signal.INT);
        assertThat(ladder.request(StopSignal.INT)).isFalse();

        awaitSent(Signal.INT, Signal.KILL);
        assertThat(ladder.exitCode()).hasValue(130);
    }

    @Test
    void termBeginsWithTerm() {
        StopLadder ladder = ladder(AT_ONCE);

        ladder.request(StopSignal.TERM);

        awaitSent(Signal.TERM, Signal.KILL);
        assertThat(ladder.exitCode()).hasValue(143);
    }

    @Test
    void aClosedOutputBeginsWithTermAndIsNotedOnce() {
        StopLadder ladder = ladder(NEVER);

        ladder.outputClosed();
        ladder.outputClosed();

        awaitSent(Signal.TERM);
        assertThat(ladder.exitCode()).hasValue(141);
    }

    @Test
    void whoIsNotAskedSendsNothing() {
        assertThat(ladder(AT_ONCE).exitCode()).isEmpty();
        assertThat(sent).isEmpty();
    }

    private void awaitSent(Signal... expected) {
        while (sent.size() < expected.length) {
            Thread.onSpinWait();
        }
        assertThat(sent).containsExactly(expected);
    }
}
