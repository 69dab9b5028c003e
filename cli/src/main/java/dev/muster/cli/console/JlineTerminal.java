package dev.muster.cli.console;

import dev.muster.core.port.LocalTerminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The operator's terminal, through jline: its size, and raw mode for {@code attach}. */
final class JlineTerminal implements LocalTerminal {
    private final Terminal terminal;
    private @Nullable Attributes before;

    private JlineTerminal(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Returns empty if there is no terminal that jline can control. */
    static Optional<JlineTerminal> open() {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    // Probing the terminal would write into the window and read input that was typed ahead.
                    .graphemeCluster(false)
                    .build();
            return Optional.of(new JlineTerminal(terminal));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    void enterRawMode() {
        before = terminal.enterRawMode();
        // jline leaves Ctrl-C and line ends to the local terminal, but here the remote host handles them.
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        raw.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        terminal.setAttributes(raw);
    }

    /** Not jline's own stream, which reads ahead on another thread and always reports 0 bytes as available. */
    @Override
    public InputStream input() {
        return new FileInputStream(FileDescriptor.in);
    }

    @Override
    public OutputStream output() {
        return terminal.output();
    }

    @Override
    public String type() {
        return terminal.getType();
    }

    @Override
    public int columns() {
        return terminal.getColumns();
    }

    @Override
    public int rows() {
        return terminal.getRows();
    }

    @Override
    public void onResize(Runnable listener) {
        terminal.handle(Terminal.Signal.WINCH, signal -> listener.run());
    }

    /** Leaves raw mode. The size of the terminal can still be read. */
    @Override
    public void close() {
        Attributes cooked = before;
        if (cooked != null) {
            terminal.setAttributes(cooked);
            before = null;
        }
    }

    void end() {
        close();
        try {
            terminal.close();
        } catch (IOException e) {
            // The terminal belongs to the shell again in any case, so nothing is lost.
        }
    }
}
