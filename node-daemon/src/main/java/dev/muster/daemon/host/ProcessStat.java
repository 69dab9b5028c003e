package dev.muster.daemon.host;

import dev.muster.core.node.BootIdentity;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process, identified by PID and start time together, because PIDs are reused.
 *
 * @param start ticks since boot
 */
public record ProcessStat(long pid, long start, long parent, boolean isZombie) {
    /** The position of the start time after the command's name. */
    private static final int START = 19;

    /** Reads {@code /proc/PID/stat}; empty if the process does not exist. @param pid a PID or {@code self} */
    public static Optional<ProcessStat> read(HostFiles files, String pid) {
        return files.text("/proc/" + pid + "/stat").flatMap(ProcessStat::parse);
    }

    /** The command's name is in parentheses and may itself contain blanks and parentheses. For the format see proc_pid_stat(5). */
    static Optional<ProcessStat> parse(String text) {
        int open = text.indexOf(" (");
        int close = text.lastIndexOf(") ");
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String[] rest = text.substring(close + 2).split(" ");
        OptionalLong pid = NumberText.parse(text.substring(0, open));
        OptionalLong start = rest.length > START ? NumberText.parse(rest[START]) : OptionalLong.empty();
        if (pid.isEmpty() || start.isEmpty()) {
            return Optional.empty();
        }
        boolean isZombie = rest[0].equals("Z") || rest[0].equals("X");
        return Optional.of(new ProcessStat(
                pid.getAsLong(), start.getAsLong(), NumberText.parse(rest[1]).orElse(0), isZombie));
    }

    /** PID and start time, as written to the files in {@code run/}. */
    public String toLine() {
        return pid + " " + start;
    }

    /** Finds the running process of a line that {@link #toLine} wrote. Empty if it has ended or the line is invalid. */
    public static Optional<ProcessStat> findLive(HostFiles files, String line) {
        String[] fields = line.strip().split(" ");
        if (fields.length < 2 || NumberText.parse(fields[0]).isEmpty()) {
            return Optional.empty();
        }
        return read(files, fields[0]).filter(found -> !found.isZombie && fields[1].equals(Long.toString(found.start)));
    }

    /** Identifies the current boot of the operating system or the container. */
    public static BootIdentity bootIdentity(HostFiles files) {
        return new BootIdentity(
                files.line("/proc/sys/kernel/random/boot_id").orElse("unknown"),
                read(files, "1").map(ProcessStat::start).orElse(0L),
                files.link("/proc/self/ns/pid").orElse("unknown"));
    }
}
