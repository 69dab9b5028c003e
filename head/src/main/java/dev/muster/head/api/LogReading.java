package dev.muster.head.api;

import dev.muster.core.NameRules;
import dev.muster.core.NodeKey;
import dev.muster.core.control.LogQuery;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the log files of this head and no other files: names are checked before they become paths, and links are not followed. */
final class LogReading {
    private final HeadLocation location;
    private final Time time;

    LogReading(HeadLocation location, Time time) {
        this.location = location;
        this.time = time;
    }

    void read(LogQuery query, Consumer<byte[]> chunks) throws InterruptedException {
        try {
            List<Path> files = files(query);
            for (Path file : files) {
                if (files.size() > 1) {
                    chunks.accept(("==> " + title(file) + " <==\n").getBytes(StandardCharsets.UTF_8));
                }
                boolean isLast = file.equals(files.getLast());
                new LogTail(file, time).read(query.lastLines(), query.follow() && isLast, chunks);
            }
        } catch (IOException e) {
            throw new RemoteFailure("head", "the head cannot read the log: " + e.getMessage(), "", true, List.of());
        }
    }

    private List<Path> files(LogQuery query) throws IOException {
        if (query.node().isEmpty()) {
            return List.of(location.headLog());
        }
        NodeKey node = query.node().get();
        if (query.step().isPresent()) {
            return List.of(step(node, query.step().get()));
        }
        List<Path> files = new ArrayList<>(steps(node));
        Path daemon = location.nodeFolder(node).resolve("logs").resolve("daemon.log");
        if (isPlainFile(daemon)) {
            files.add(daemon);
        }
        if (files.isEmpty()) {
            throw new UserError(
                    "there is no log of '" + node + "' on the head", "run 'cluster status' to see the nodes");
        }
        return files;
    }

    private Path step(NodeKey node, String step) throws IOException {
        Path file = NameRules.isSafe(step) ? location.stepLogs(node).resolve(step + ".log") : location.stepLogs(node);
        if (!isPlainFile(file)) {
            List<String> known = steps(node).stream().map(LogReading::title).toList();
            throw new UserError(
                    "there is no log of step '" + step + "' of '" + node + "'",
                    known.isEmpty() ? "no step has run on this node" : "steps with a log: " + String.join(", ", known));
        }
        return file;
    }

    /** Returns the logs of the steps in the order in which they ran. */
    private List<Path> steps(NodeKey node) throws IOException {
        if (!Files.isDirectory(location.stepLogs(node), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(location.stepLogs(node))) {
            return list.filter(LogReading::isPlainFile)
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()))
                    .toList();
        }
    }

    private static boolean isPlainFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static String title(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".log") ? name.substring(0, name.length() - 4) : name;
    }
}
