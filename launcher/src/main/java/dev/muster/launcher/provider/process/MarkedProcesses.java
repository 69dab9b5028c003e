package dev.muster.launcher.provider.process;

import dev.muster.launcher.Marker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes of a node on this machine, found by the marker in their environment. */
final class MarkedProcesses {
    private static final int ROUNDS = 100;

    private MarkedProcesses() {}

    static List<ProcessHandle> of(Marker marker) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> carries(process.pid(), marker.toString()))
                .toList();
    }

    /** Until none is left: what is ended may have started another meanwhile. The watchdog dies with the rest, so nothing comes back. */
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
            // It ended meanwhile, or it is another user's: not ours in either case.
            return false;
        }
    }
}
