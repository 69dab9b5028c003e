package dev.muster.cli.console;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** The signals of this process, for as long as somebody handles them; otherwise they end it. Those that it was started to ignore stay ignored. */
final class ProcessSignals implements TerminalWindow.Handling {
    private final Map<StopSignal, SignalHandler> before = new EnumMap<>(StopSignal.class);

    ProcessSignals(Consumer<StopSignal> handler) {
        for (StopSignal signal : StopSignal.values()) {
            SignalHandler previous = Signal.handle(new Signal(signal.name()), _ -> handler.accept(signal));
            before.put(signal, previous);
            if (SignalHandler.SIG_IGN.equals(previous)) {
                Signal.handle(new Signal(signal.name()), SignalHandler.SIG_IGN);
            }
        }
    }

    @Override
    public void close() {
        before.forEach((signal, handler) -> Signal.handle(new Signal(signal.name()), handler));
    }
}
