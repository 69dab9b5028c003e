package dev.muster.head.program;

import dev.muster.logging.RotatedLog;
import dev.muster.protocol.identity.SecretFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The control plane's own files: its lock, PID, log, exit code and temporary folder. */
public final class HeadFiles {
    private static final long MAX_LOG_BYTES = 5L << 20;

    private final Path root;

    /** Creates the folders that are missing. */
    public HeadFiles(Path root) throws IOException {
        this.root = root;
        for (String name : List.of("run", "logs", "control", "tmp")) {
            Files.createDirectories(
                    root.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.setPosixFilePermissions(root.resolve("control"), PosixFilePermissions.fromString("rwx------"));
    }

    /** Opens the log, writes the PID file and clears the temporary folder. The caller holds the lock. */
    public void begin() throws IOException {
        RotatedLog.open(
                root.resolve("logs").resolve("head.log"),
                MAX_LOG_BYTES,
                Map.of("dev.muster", "INFO", "journal", "INFO"));
        writePid();
        clearTemporary();
        System.setProperty("org.sqlite.tmpdir", root.resolve("tmp").toString());
    }

    /** Takes the lock, which ends with this process, however it ends. Returns empty if another head holds it. */
    public Optional<FileChannel> lock() throws IOException {
        FileChannel channel = FileChannel.open(run("head.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // This process holds it already, which counts as taken.
        }
        channel.close();
        return Optional.empty();
    }

    /** The file has the start time too, because the system uses a PID again. */
    private void writePid() throws IOException {
        SecretFile.write(run("head.pid"), pidLine() + "\n");
    }

    /** Writes the exit code to a file. The watchdog reads it when this process is not its child, and does not start the head again after 0. */
    public void writeExit(int code) {
        try {
            SecretFile.write(run("head.exit"), pidLine() + " " + code + "\n");
        } catch (IOException e) {
            LoggerFactory.getLogger(HeadFiles.class).warn("cannot write the exit code: {}", e.getMessage());
        }
    }

    private static String pidLine() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] behindName = stat.substring(stat.lastIndexOf(") ") + 2).split(" ");
        return ProcessHandle.current().pid() + " " + behindName[19];
    }

    /** Whether an operator stopped the head. */
    public boolean isStopRequested() {
        return Files.exists(run("head-stop"));
    }

    void writeEndpoint(String json) throws IOException {
        SecretFile.write(root.resolve("endpoint.json"), json);
    }

    /** SQLite unpacks its library there, and leaves it behind when the head is killed. */
    private void clearTemporary() throws IOException {
        try (Stream<Path> list = Files.list(root.resolve("tmp"))) {
            for (Path file : list.filter(HeadFiles::isSqliteLibrary).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isSqliteLibrary(Path file) {
        return String.valueOf(file.getFileName()).startsWith("sqlite-");
    }

    private Path run(String name) {
        return root.resolve("run").resolve(name);
    }
}
