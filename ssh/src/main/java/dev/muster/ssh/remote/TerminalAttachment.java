package dev.muster.ssh.remote;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.LocalTerminal;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.connect.CommandChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.channel.direct.PTYMode;

/** Connects the operator's terminal to a terminal on the host. Keys such as Ctrl-C are sent as bytes; the host's terminal turns them into signals. */
final class TerminalAttachment {
    private static final int BUFFER = 16 * 1024;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final String host;
    private final LocalTerminal terminal;
    private final SshSettings settings;
    private final CountDownLatch outputEnded = new CountDownLatch(1);

    TerminalAttachment(String host, LocalTerminal terminal, SshSettings settings) {
        this.host = host;
        this.terminal = terminal;
        this.settings = settings;
    }

    /** Requests a terminal and the command on a new channel. */
    void start(CommandChannel channel, String line) throws IOException {
        Map<PTYMode, Integer> modes = Map.of();
        channel.allocatePTY(terminal.type(), terminal.columns(), terminal.rows(), 0, 0, modes);
        channel.exec(line);
    }

    /** Copies keys and output until the command has ended. Returns its exit code. */
    int await(CommandChannel channel) throws InterruptedException {
        terminal.onResize(() -> resize(channel));
        settings.threads().execute(() -> showOutput(channel.getInputStream()));
        settings.threads().execute(() -> sendKeys(channel.getOutputStream()));
        outputEnded.await();
        try {
            channel.join(2, TimeUnit.SECONDS);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        if (channel.getExitSignal() != null) {
            return 128 + SignalNumbers.number(channel.getExitSignal());
        }
        Integer status = channel.getExitStatus();
        if (status == null) {
            throw new RemoteFailure(
                    host,
                    host + ": the connection was lost",
                    "attach again; a session in --tmux keeps running",
                    true,
                    List.of());
        }
        return status;
    }

    private void resize(CommandChannel channel) {
        try {
            if (channel.isOpen()) {
                channel.changeWindowDimensions(terminal.columns(), terminal.rows(), 0, 0);
            }
        } catch (IOException e) {
            // The connection is gone; the end of the output shows it.
        }
    }

    private void showOutput(InputStream stream) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                terminal.output().write(buffer, 0, length);
                terminal.output().flush();
            }
        } catch (IOException e) {
            // The connection or the terminal is gone; the exit status shows which.
        } finally {
            outputEnded.countDown();
        }
    }

    /** Never blocks in a read: a thread that still waits for a key after the end of the command would take the first key from the next program. */
    private void sendKeys(OutputStream stream) {
        byte[] buffer = new byte[BUFFER];
        InputStream keys = terminal.input();
        try {
            while (outputEnded.getCount() > 0) {
                int available = keys.available();
                if (available == 0) {
                    settings.time().sleep(POLL_INTERVAL);
                    continue;
                }
                int length = keys.read(buffer, 0, Math.min(available, BUFFER));
                if (length < 0) {
                    stream.close();
                    return;
                }
                stream.write(buffer, 0, length);
                stream.flush();
            }
        } catch (IOException e) {
            // The connection or the terminal is gone; the exit status shows which.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
