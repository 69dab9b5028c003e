package dev.muster.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The process table of this machine: what lives in one sandbox, found by the folder that stands in environment or command line. */
record Processes(List<One> all) {
    enum Kind {
        DAEMON,
        DAEMON_WATCHDOG,
        HEAD,
        HEAD_WATCHDOG,
        ENGINE_WATCHDOG,
        /** What a watchdog waits with. */
        NAP,
        OTHER
    }

    /** @param node the key in the marker {@code MUSTER_NODE}; empty where there is none */
    record One(long pid, Kind kind, String node, String command) {
        @Override
        public String toString() {
            return pid + " " + kind + (node.isEmpty() ? "" : " of " + node) + ": " + command;
        }

        void kill() {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    static Processes of(Path sandbox) {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return new Processes(
                    entries.filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
                            .flatMap(entry -> read(entry, sandbox.toString()).stream())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<One> of(Kind kind, String node) {
        return all.stream()
                .filter(one -> one.kind() == kind && one.node().equals(node))
                .toList();
    }

    private static Optional<One> read(Path entry, String sandbox) {
        try {
            long pid = Long.parseLong(entry.getFileName().toString());
            List<String> command = words(entry.resolve("cmdline"));
            List<String> environment = words(entry.resolve("environ"));
            boolean isOurs =
                    Stream.concat(command.stream(), environment.stream()).anyMatch(it -> it.contains(sandbox));
            if (!isOurs || pid == ProcessHandle.current().pid()) {
                return Optional.empty();
            }
            return Optional.of(new One(pid, kind(command), node(environment), String.join(" ", command)));
        } catch (IOException e) {
            return Optional.empty(); // it ended meanwhile, or is another user's
        }
    }

    private static List<String> words(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return Arrays.stream(text.split("\0")).filter(word -> !word.isEmpty()).toList();
    }

    private static String node(List<String> environment) {
        return environment.stream()
                .filter(entry -> entry.startsWith("MUSTER_NODE="))
                .map(entry -> entry.substring(entry.indexOf('/') + 1))
                .findFirst()
                .orElse("");
    }

    private static Kind kind(List<String> command) {
        if (command.contains("dev.muster.daemon.DaemonMain")) {
            return Kind.DAEMON;
        }
        if (command.contains("dev.muster.head.HeadMain")) {
            return Kind.HEAD;
        }
        int watchdog = indexOfWatchdog(command);
        if (watchdog >= 0 && watchdog + 2 < command.size()) {
            return switch (command.get(watchdog + 2)) {
                case "head" -> Kind.HEAD_WATCHDOG;
                case "engine" -> Kind.ENGINE_WATCHDOG;
                default -> Kind.DAEMON_WATCHDOG;
            };
        }
        return !command.isEmpty() && command.getFirst().equals("sleep") ? Kind.NAP : Kind.OTHER;
    }

    private static int indexOfWatchdog(List<String> command) {
        for (int index = 0; index < Math.min(3, command.size()); index++) {
            if (command.get(index).endsWith("/muster-watchdog")) {
                return index;
            }
        }
        return -1;
    }
}
