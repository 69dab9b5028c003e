package dev.muster.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Ends the process with the C library's {@code _exit}, which saves 0.3 s for a command that used the network. The JVM's own exit waits that long for
 * threads in native code, and after the first socket of a virtual thread there always is one: the poller of their sockets. No shutdown hook is run, and
 * nothing is flushed.
 */
final class QuickExit {
    private QuickExit() {}

    /** Ends the process. Does not return. */
    static void with(int code) {
        function().ifPresent(exit -> call(exit, code));
        Runtime.getRuntime().exit(code);
    }

    /** Returns empty if the C library has no such function. */
    static Optional<MethodHandle> function() {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("_exit")
                .map(address -> linker.downcallHandle(address, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT)));
    }

    private static void call(MethodHandle exit, int code) {
        try {
            exit.invokeExact(code);
        } catch (Throwable e) {
            throw new IllegalStateException("_exit returned", e);
        }
    }
}
