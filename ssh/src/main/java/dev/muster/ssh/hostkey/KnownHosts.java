package dev.muster.ssh.hostkey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of known_hosts files. An earlier line wins. */
public record KnownHosts(List<KnownHostLine> lines) {
    private static final long MAX_BYTES = 16 * 1024 * 1024;

    public KnownHosts {
        lines = List.copyOf(lines);
    }

    /** Reads files. Those that are missing or cannot be read are ignored, as in OpenSSH. */
    public static KnownHosts read(List<Path> files) {
        List<KnownHostLine> lines = new ArrayList<>();
        for (Path file : files) {
            try {
                if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    lines.addAll(parse(text, file.toString()).lines());
                }
            } catch (IOException unreadable) {
                continue;
            }
        }
        return new KnownHosts(lines);
    }

    /** @param source the name of the file, for messages */
    public static KnownHosts parse(String text, String source) {
        List<KnownHostLine> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            KnownHostLine.parse(line, source + ":" + number).ifPresent(lines::add);
        }
        return new KnownHosts(lines);
    }

    /** Compares the key that a host presents with the lines about it. */
    public Result check(String name, HostKey presented) {
        List<KnownHostLine> revoked = linesAbout(name, KnownHostLine.Marker.REVOKED).stream()
                .filter(line -> line.hasKey(presented.blob()))
                .toList();
        if (!revoked.isEmpty()) {
            return new Result.Revoked(revoked.getFirst());
        }
        List<KnownHostLine> keys = linesAbout(name, KnownHostLine.Marker.NONE);
        if (keys.stream().anyMatch(line -> line.hasKey(presented.blob()))) {
            return new Result.Known();
        }
        // A host that is known by a key of another type is not unknown: otherwise an impostor could present a new type.
        return keys.stream()
                .filter(line -> line.type().equals(presented.type()))
                .findFirst()
                .or(() -> keys.stream().findFirst())
                .<Result>map(Result.Changed::new)
                .orElseGet(() -> new Result.Unknown(linesAbout(name, KnownHostLine.Marker.CERT_AUTHORITY).stream()
                        .findFirst()));
    }

    private List<KnownHostLine> linesAbout(String name, KnownHostLine.Marker marker) {
        return lines.stream()
                .filter(line -> line.marker() == marker && line.isAbout(name))
                .toList();
    }

    /** Returns the keys by which the host is known. */
    public List<HostKey> keysOf(String name) {
        return linesAbout(name, KnownHostLine.Marker.NONE).stream()
                .map(line -> new HostKey(line.type(), line.key()))
                .toList();
    }

    /** Returns the types of the keys by which the host is known, so that the host is asked for one of them. */
    public List<String> types(String name) {
        return linesAbout(name, KnownHostLine.Marker.NONE).stream()
                .map(KnownHostLine::type)
                .distinct()
                .toList();
    }

    /** The result of a check. */
    public sealed interface Result {
        record Known() implements Result {}

        record Changed(KnownHostLine known) implements Result {}

        record Revoked(KnownHostLine line) implements Result {}

        /** @param authority a line with a certificate authority for this host */
        record Unknown(Optional<KnownHostLine> authority) implements Result {}
    }
}
