package dev.muster.ssh.local;

import java.util.List;
import java.util.stream.Stream;

/** A process and all that it started and that did not leave it. */
final class ProcessTree {
    private ProcessTree() {}

    /** Ends the tree at once. What has made itself a session of its own and lost its parent is not in it: daemons do that on purpose. */
    static void end(Process process) {
        List<ProcessHandle> tree = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
