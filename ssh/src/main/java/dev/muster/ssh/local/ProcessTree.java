package dev.muster.ssh.local;

import java.util.List;
import java.util.stream.Stream;

/** A process and its descendants. */
final class ProcessTree {
    private ProcessTree() {}

    /** Kills the whole tree. A process that has left it, as daemons do on purpose, keeps running. A process that has ended is ignored. */
    static void kill(Process process) {
        List<ProcessHandle> tree = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
