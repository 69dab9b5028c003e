package dev.muster.cli.output;

import dev.muster.cli.console.OutputClosed;
import dev.muster.core.FanOut;
import dev.muster.core.port.Time;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Notices that nobody reads standard output any more, before there is something to write: only poll(2) tells. Without it {@code cluster logs -f | head -1}
 * runs until the next line, which may come hours later.
 */
final class OutputReader {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int STANDARD_OUTPUT = 1;
    /** The bit for an error in {@code revents} of {@code struct pollfd}, which has an int and two shorts: events and revents. */
    private static final int ERROR = 8;

    private static final long REVENTS = 6;

    private OutputReader() {}

    /** Runs the work until it ends, or throws {@link OutputClosed} when nobody reads its output any more. */
    static <T> T whileReading(Time time, Callable<T> work) throws InterruptedException {
        Optional<MethodHandle> poll = poll();
        if (poll.isEmpty()) {
            return FanOut.race(List.of(work));
        }
        Callable<T> watch = () -> {
            while (!isGone(poll.get(), STANDARD_OUTPUT)) {
                time.sleep(INTERVAL);
            }
            throw new OutputClosed();
        };
        return FanOut.race(List.of(work, watch));
    }

    /** Returns empty if the C library has no such function. */
    static Optional<MethodHandle> poll() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor form = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
        return linker.defaultLookup().find("poll").map(address -> linker.downcallHandle(address, form));
    }

    /** Returns whether the file descriptor is a pipe or socket that nobody reads. */
    static boolean isGone(MethodHandle poll, int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment asked = arena.allocate(8, 4);
            asked.set(ValueLayout.JAVA_INT, 0, descriptor);
            int found = (int) poll.invokeExact(asked, 1L, 0);
            return found > 0 && (asked.get(ValueLayout.JAVA_SHORT, REVENTS) & ERROR) != 0;
        } catch (Throwable e) {
            throw new IllegalStateException("poll failed", e);
        }
    }
}
