package dev.muster.testkit.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.CommandSignals;
import dev.muster.core.port.CommandSignals.Signal;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link RemoteHost} keeps. The host runs on this machine, as this user, so that its processes can be seen. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
public abstract class RemoteHostContract {
    private RemoteHost host;
    private ExecutorService threads;

    /** A fresh host; the contract closes it. */
    protected abstract RemoteHost open() throws Exception;

    @BeforeEach
    void openHost() throws Exception {
        threads = Executors.newVirtualThreadPerTaskExecutor();
        host = open();
    }

    @AfterEach
    void closeHost() {
        host.close();
        threads.shutdownNow();
    }

    @Test
    void returnsTheExitCode() throws Exception {
        assertThat(host.run(RemoteCommand.of("exit 7")).exitCode()).isEqualTo(7);
        assertThat(host.run(RemoteCommand.of("true")).ok()).isTrue();
        assertThat(host.run(RemoteCommand.of("no-such-command-here")).exitCode())
                .isEqualTo(127);
    }

    @Test
    void aSignalIs128AndItsNumber() throws Exception {
        assertThat(host.run(RemoteCommand.of("kill -9 $$")).exitCode()).isEqualTo(137);
        assertThat(host.run(RemoteCommand.of("kill -TERM $$")).exitCode()).isEqualTo(143);
    }

    @Test
    void keepsBothStreamsApart() throws Exception {
        RunResult result = host.run(RemoteCommand.of("echo out; echo err >&2; printf end"));
        assertThat(result).isEqualTo(new RunResult(0, "out\nend", "err\n"));
    }

    @Test
    void binaryOutputArrivesAsItIs() throws Exception {
        Bytes bytes = new Bytes();
        host.run(RemoteCommand.of("i=0; while [ $i -lt 256 ]; do printf \"\\\\$(printf %03o $i)\"; i=$((i+1)); done")
                .withOutput(bytes));
        byte[] expected = new byte[256];
        for (int i = 0; i < 256; i++) {
            expected[i] = (byte) i;
        }
        assertThat(bytes.out.toByteArray()).isEqualTo(expected);
    }

    @Test
    void aHundredMegabytesOfOutputGoToTheSinkAndTheFirstMebibyteToTheResult() throws Exception {
        AtomicLong count = new AtomicLong();
        RunResult result = host.run(RemoteCommand.of("head -c 100000000 /dev/zero")
                .withOutput((stream, bytes, length) -> count.addAndGet(length)));
        assertThat(count).hasValue(100_000_000);
        assertThat(result.out()).hasSize(1024 * 1024);
    }

    @Test
    void keepsTheLastOfStandardError() throws Exception {
        RunResult result = host.run(RemoteCommand.of("head -c 300000 /dev/zero | tr '\\0' x >&2; echo last >&2"));
        assertThat(result.err()).hasSize(64 * 1024).endsWith("xlast\n");
    }

    @Test
    void twentyMegabytesOfInputComeBackUnchanged() throws Exception {
        byte[] input = new byte[20_000_000];
        new Random(1).nextBytes(input);
        Bytes bytes = new Bytes();
        host.run(RemoteCommand.of("cat")
                .withInput(() -> new ByteArrayInputStream(input))
                .withOutput(bytes));
        assertThat(bytes.out.toByteArray()).isEqualTo(input);
    }

    @Test
    void inputThatNobodyReadsDoesNotHang() throws Exception {
        RunResult result =
                host.run(RemoteCommand.of("echo done").withInput(() -> new ByteArrayInputStream(new byte[20_000_000])));
        assertThat(result.out()).isEqualTo("done\n");
    }

    @Test
    void inputThatCannotBeReadIsNoEndOfInput() {
        RemoteCommand command = RemoteCommand.of("cat; sleep 600").withInput(BrokenInput::new);
        assertThatThrownBy(() -> host.run(command))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("input");
    }

    /** What has ended reads no more. */
    @Test
    void aCommandThatEndsWaitsForNoInput() throws Exception {
        RunResult result = host.run(RemoteCommand.of("exit 3").withInput(EndlessInput::new));
        assertThat(result.exitCode()).isEqualTo(3);
    }

    private static final class EndlessInput extends InputStream {
        @Override
        public int read() throws IOException {
            try {
                new CountDownLatch(1).await();
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("nobody reads on");
            }
        }
    }

    @Test
    void withoutInputTheScriptReadsTheEndAtOnce() throws Exception {
        assertThat(host.run(RemoteCommand.of("cat; echo $?")).out()).isEqualTo("0\n");
    }

    @Test
    void nothingIsInterpretedTwice() throws Exception {
        String odd = "it's \"$HOME\" `id` \\n \\\\ !! %s %% * ~ # é 漢 \t ; & | < > ( ) { } [ ] ^ ?";
        RunResult result = host.run(RemoteCommand.of("cat <<'END'\n" + odd + "\nEND\n"));
        assertThat(result.out()).isEqualTo(odd + "\n");
    }

    @Test
    void theScriptMayHaveManyLinesAndNoNewlineAtItsEnd() throws Exception {
        assertThat(host.run(RemoteCommand.of("if true\nthen\n  echo a\nfi\nprintf %s b"))
                        .out())
                .isEqualTo("a\nb");
    }

    @Test
    void whatTheScriptLeavesBehindIsNotWaitedFor() throws Exception {
        assertThat(host.run(RemoteCommand.of("sleep 20 & echo started")).out()).isEqualTo("started\n");
    }

    @Test
    void outputComesWhileTheCommandRuns() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        Future<RunResult> run = threads.submit(() -> host.run(RemoteCommand.of("echo first; read -r line; echo $line")
                .withInput(() -> new LateInput(first))
                .withOutput((stream, bytes, length) ->
                        first.complete(new String(bytes, 0, length, StandardCharsets.UTF_8)))));
        assertThat(run.get(60, TimeUnit.SECONDS).out()).isEqualTo("first\nfirst\n");
    }

    @Test
    void theDeadlineEndsTheProcess() {
        AtomicLong process = new AtomicLong();
        RemoteCommand command = sleeper(process, new CompletableFuture<>()).withDeadline(Duration.ofSeconds(2));
        assertThatThrownBy(() -> host.run(command))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("longer than 2 s");
        assertGone(process);
    }

    @Test
    void anInterruptEndsTheProcess() throws Exception {
        AtomicLong process = new AtomicLong();
        CompletableFuture<Void> started = new CompletableFuture<>();
        Future<RunResult> run = threads.submit(() -> host.run(sleeper(process, started)));
        started.get(60, TimeUnit.SECONDS);
        run.cancel(true);
        assertGone(process);
        assertThat(host.run(RemoteCommand.of("echo still here")).out()).isEqualTo("still here\n");
    }

    @Test
    void anInterruptEndsTheScriptsChildrenToo() throws Exception {
        AtomicLong process = new AtomicLong();
        CompletableFuture<Void> started = new CompletableFuture<>();
        RemoteCommand command = RemoteCommand.of("sleep 600 & echo $!; wait").withOutput(reads(process, started));
        Future<RunResult> run = threads.submit(() -> host.run(command));
        started.get(60, TimeUnit.SECONDS);
        run.cancel(true);
        assertGone(process);
    }

    @Test
    void aScriptThatIgnoresTheFirstSignalIsEndedAllTheSame() throws Exception {
        AtomicLong process = new AtomicLong();
        CompletableFuture<Void> started = new CompletableFuture<>();
        RemoteCommand command = RemoteCommand.of("trap '' TERM HUP INT; echo $$; while :; do sleep 1; done")
                .withOutput(reads(process, started));
        Future<RunResult> run = threads.submit(() -> host.run(command));
        started.get(60, TimeUnit.SECONDS);
        run.cancel(true);
        assertGone(process);
    }

    @Test
    void anInterruptSignalReachesTheCommandAndItsLastOutputArrives() throws Exception {
        RunResult result =
                signalled("trap 'echo saved; exit 5' INT; echo begun; while :; do sleep 0.05; done", Signal.INT);
        assertThat(result).isEqualTo(new RunResult(5, "begun\nsaved\n", ""));
    }

    @Test
    void aCommandWithoutAHandlerEndsByTheSignal() throws Exception {
        assertThat(signalled("echo begun; exec sleep 600", Signal.INT).exitCode())
                .isEqualTo(130);
        assertThat(signalled("echo begun; exec sleep 600", Signal.TERM).exitCode())
                .isEqualTo(143);
        assertThat(signalled("trap '' INT TERM; echo begun; while :; do sleep 1; done", Signal.KILL)
                        .exitCode())
                .isEqualTo(137);
    }

    /** A bash around a program ends at TERM at once, and the program has still to save its work. */
    @Test
    void whatShutsDownLongerThanItsParentIsWaitedFor() throws Exception {
        RunResult result = signalled(
                "sh -c 'trap \"sleep 0.5; echo saved; exit\" TERM; echo begun; while :; do sleep 0.05; done'; true",
                Signal.TERM);
        assertThat(result.out()).isEqualTo("begun\nsaved\n");
    }

    /** A shell's background processes ignore INT: they outlive the shell, and the next signal is theirs. */
    @Test
    void whatOutlivesTheScriptGetsTheNextSignal() throws Exception {
        AtomicLong shell = new AtomicLong();
        CommandSignals signals = new CommandSignals();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Future<RunResult> run = threads.submit(() -> host.run(RemoteCommand.of("sleep 600 & echo $$; wait")
                .withSignals(signals)
                .withOutput(reads(shell, begun))));
        begun.get(60, TimeUnit.SECONDS);
        signals.send(Signal.INT);
        assertGone(shell);
        signals.send(Signal.TERM);
        assertThat(run.get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(130);
        assertThat(host.run(RemoteCommand.of("kill -0 -" + shell)).ok()).isFalse();
    }

    @Test
    void aSignalThatComesBeforeTheCommandIsNotLost() throws Exception {
        CommandSignals signals = new CommandSignals();
        signals.send(Signal.TERM);
        RunResult result = host.run(RemoteCommand.of("exec sleep 600").withSignals(signals));
        assertThat(result.exitCode()).isEqualTo(143);
    }

    private RunResult signalled(String script, Signal signal) throws Exception {
        CommandSignals signals = new CommandSignals();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Future<RunResult> run = threads.submit(() -> host.run(RemoteCommand.of(script)
                .withSignals(signals)
                .withOutput((stream, bytes, length) -> begun.complete(null))));
        begun.get(60, TimeUnit.SECONDS);
        signals.send(signal);
        return run.get(60, TimeUnit.SECONDS);
    }

    @Test
    void closeEndsWhatRuns() throws Exception {
        AtomicLong process = new AtomicLong();
        CompletableFuture<Void> started = new CompletableFuture<>();
        Future<RunResult> run = threads.submit(() -> host.run(sleeper(process, started)));
        started.get(60, TimeUnit.SECONDS);
        host.close();
        assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertGone(process);
    }

    @Test
    void manyCommandsRunAtOnce() throws Exception {
        List<Callable<RunResult>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String word = "word" + i;
            calls.add(() -> host.run(RemoteCommand.of("cat").withInput(word)));
        }
        List<Future<RunResult>> results = threads.invokeAll(calls);
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).get().out()).isEqualTo("word" + i);
        }
    }

    @Test
    void forwardsToAPortOfTheHost() throws Exception {
        try (ServerSocket service = new ServerSocket(0)) {
            threads.submit(() -> echo(service));
            try (RemoteHost.Forward forward = host.forward(service.getLocalPort())) {
                for (int i = 0; i < 3; i++) {
                    assertThat(ask(forward, "hello " + i)).isEqualTo("hello " + i);
                }
            }
        }
    }

    private static String ask(RemoteHost.Forward forward, String text) throws IOException {
        try (Socket socket = new Socket(forward.host(), forward.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Object echo(ServerSocket service) throws IOException {
        while (true) {
            try (Socket socket = service.accept()) {
                socket.getInputStream().transferTo(socket.getOutputStream());
            }
        }
    }

    private static RemoteCommand sleeper(AtomicLong process, CompletableFuture<Void> started) {
        return RemoteCommand.of("echo $$; exec sleep 600").withOutput(reads(process, started));
    }

    private static OutputSink reads(AtomicLong process, CompletableFuture<Void> started) {
        return (stream, bytes, length) -> {
            if (stream == OutputSink.Stream.ERR) {
                return; // what shells print of an end by a signal
            }
            process.set(Long.parseLong(new String(bytes, 0, length, StandardCharsets.UTF_8).strip()));
            started.complete(null);
        };
    }

    private static void assertGone(AtomicLong process) {
        assertThat(process.get()).isPositive();
        ProcessHandle.of(process.get())
                .ifPresent(handle -> assertThat(handle.onExit()).succeedsWithin(Duration.ofSeconds(20)));
    }

    private static final class Bytes implements OutputSink {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        @Override
        public void accept(Stream stream, byte[] bytes, int length) {
            if (stream == Stream.OUT) {
                out.write(bytes, 0, length);
            }
        }
    }

    private static final class BrokenInput extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("disk error");
        }
    }

    /** Has nothing to say before the text is there. */
    private static final class LateInput extends InputStream {
        private final CompletableFuture<String> text;
        private @Nullable InputStream bytes;

        LateInput(CompletableFuture<String> text) {
            this.text = text;
        }

        @Override
        public int read() throws IOException {
            if (bytes == null) {
                bytes = new ByteArrayInputStream(text.join().getBytes(StandardCharsets.UTF_8));
            }
            return bytes.read();
        }
    }
}
