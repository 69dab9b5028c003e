package dev.muster.whole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that one host of the lab is: every file that differs from a fresh machine's with owner, mode and digest, and every process. Two of them are equal
 * where nobody could tell that something was there in between.
 *
 * @param files by path on the host
 * @param processes command lines, sorted
 */
record HostTraces(int host, Map<String, String> files, List<String> processes) {
    private static final Map<String, String> PLACES =
            Map.of("home", "/root", "tmp", "/tmp", "vartmp", "/var/tmp", "upper", "");

    /** What sshd itself writes down of logins that failed, and of terminals. */
    private static final Set<String> OF_SSHD =
            Set.of("/var", "/var/log", "/var/log/btmp", "/var/log/wtmp", "/var/log/lastlog");

    static HostTraces of(Lab lab, int host) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Map.Entry<String, String> place : PLACES.entrySet()) {
            Path real = lab.disk(host).resolve(place.getKey()).toRealPath();
            try (Stream<Path> found = Files.walk(real)) {
                for (Path file : found.toList()) {
                    files.put(place.getValue() + "/" + real.relativize(file), described(file));
                }
            }
        }
        files.keySet().removeAll(OF_SSHD);
        return new HostTraces(host, files, processes(lab, host));
    }

    private static String described(Path file) throws IOException {
        Map<String, Object> facts = Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
        String mark = "%o %s:%s".formatted((int) facts.get("mode"), facts.get("uid"), facts.get("gid"));
        if (Files.isSymbolicLink(file)) {
            return mark + " -> " + Files.readSymbolicLink(file);
        }
        return Files.isRegularFile(file) ? mark + " " + digest(Files.readAllBytes(file)) : mark;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return command lines of the host's PID namespace, sorted */
    static List<String> processes(Lab lab, int host) throws IOException {
        Path first =
                Path.of("/proc", Files.readString(lab.disk(host).resolve("pid")).strip());
        Path namespace = Files.readSymbolicLink(first.resolve("ns/pid"));
        List<String> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path entry : entries.filter(it -> it.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                try {
                    if (Files.readSymbolicLink(entry.resolve("ns/pid")).equals(namespace)) {
                        found.add(Files.readString(entry.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                                .replace('\0', ' ')
                                .strip());
                    }
                } catch (IOException e) {
                    // It has ended meanwhile, also while it was read, or is not ours to look at.
                }
            }
        }
        return found.stream().sorted().toList();
    }

    /** @return what is not as it was, one line each */
    List<String> differences(HostTraces before) {
        List<String> wrong = new ArrayList<>();
        String name = "host " + host + ": ";
        files.forEach((path, now) -> {
            String then = before.files.get(path);
            if (!now.equals(then)) {
                wrong.add(name + path + (then == null ? " is new: " : " was " + then + ", is ") + now);
            }
        });
        before.files.keySet().stream()
                .filter(path -> !files.containsKey(path))
                .forEach(path -> wrong.add(name + path + " is gone"));
        if (!processes.equals(before.processes)) {
            wrong.add(name + "processes were " + before.processes + ", are " + processes);
        }
        return wrong;
    }
}
