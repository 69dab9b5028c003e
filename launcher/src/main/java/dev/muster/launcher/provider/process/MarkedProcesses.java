package dev.muster.launcher.provider.process;

import dev.muster.launcher.Marker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds the processes of a node on this machine by the marker in their environment. */
final class MarkedProcesses {
    private static final int ROUNDS = 100;

    private MarkedProcesses() {}

    static List<ProcessHandle> of(Marker marker) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> carries(process.pid(), marker.toString()))
                .toList();
    }

    /**
     * Kills all processes of a node, and repeats until none is left, because a process may start another one before it ends. The watchdog is killed
     * too, so nothing restarts. Throws {@link IOException} if they do not end.
     */
    static void endAll(Marker marker) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> left = of(marker);
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            left.forEach(process -> process.onExit()
                    .orTimeout(2, TimeUnit.SECONDS)
                    .exceptionally(late -> process)
                    .join());
        }
        throw new IOException("processes of " + marker.value() + " do not end");
    }

    private static boolean carries(long pid, String entry) {
        try {
            String environment = new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ")), StandardCharsets.UTF_8);
            return Arrays.asList(environment.split("\0")).contains(entry);
        } catch (IOException e) {
            // The process has ended, or it belongs to another user.
            return false;
        }
    }
}
