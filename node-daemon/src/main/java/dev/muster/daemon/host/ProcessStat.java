package dev.muster.daemon.host;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One process, known by PID and start time together: a PID alone is given out again.
 *
 * @param start ticks since boot
 */
public record ProcessStat(long pid, long start, long parent, boolean isZombie) {
    private static final int START = 19;

    public static Optional<ProcessStat> read(HostFiles files, String pid) {
        return files.text("/proc/" + pid + "/stat").flatMap(ProcessStat::parse);
    }

    /** The command's name is in brackets and may hold blanks and brackets itself. Format: proc_pid_stat(5). */
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

    /** As it stands in the files of {@code run/}: PID and start time. */
    public String line() {
        return pid + " " + start;
    }

    /** The live process that such a line tells of. */
    public static Optional<ProcessStat> named(HostFiles files, String line) {
        String[] words = line.strip().split(" ");
        if (words.length < 2 || NumberText.parse(words[0]).isEmpty()) {
            return Optional.empty();
        }
        return read(files, words[0]).filter(found -> !found.isZombie && words[1].equals(Long.toString(found.start)));
    }
}
