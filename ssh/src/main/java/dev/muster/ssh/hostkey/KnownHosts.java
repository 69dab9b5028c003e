package dev.muster.ssh.hostkey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What known_hosts files say; the earlier file wins. */
public record KnownHosts(List<KnownHostLine> lines) {
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    public KnownHosts {
        lines = List.copyOf(lines);
    }

    /** Files that are missing or cannot be read say nothing, as in OpenSSH. */
    public static KnownHosts read(List<Path> files) {
        List<KnownHostLine> lines = new ArrayList<>();
        for (Path file : files) {
            try {
                if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
                    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    lines.addAll(parse(text, file.toString()).lines());
                }
            } catch (IOException unreadable) {
                continue;
            }
        }
        return new KnownHosts(lines);
    }

    public static KnownHosts parse(String text, String source) {
        List<KnownHostLine> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            KnownHostLine.parse(line, source + ":" + number).ifPresent(lines::add);
        }
        return new KnownHosts(lines);
    }

    public Verdict judge(String name, HostKey shown) {
        List<KnownHostLine> about =
                lines.stream().filter(line -> line.speaksOf(name)).toList();
        Optional<KnownHostLine> revoked = about.stream()
                .filter(line -> line.marker() == KnownHostLine.Marker.REVOKED && line.hasKey(shown.blob()))
                .findFirst();
        if (revoked.isPresent()) {
            return new Verdict.Revoked(revoked.get());
        }
        List<KnownHostLine> keys = about.stream()
                .filter(line -> line.marker() == KnownHostLine.Marker.NONE)
                .toList();
        if (keys.stream().anyMatch(line -> line.hasKey(shown.blob()))) {
            return new Verdict.Known();
        }
        // A host that is known by a key of another type only is not unknown: showing a new type is how an impostor gets
        // around the old.
        return keys.stream()
                .filter(line -> line.type().equals(shown.type()))
                .findFirst()
                .or(() -> keys.stream().findFirst())
                .<Verdict>map(Verdict.Changed::new)
                .orElseGet(() -> new Verdict.Unknown(about.stream()
                        .filter(line -> line.marker() == KnownHostLine.Marker.CERT_AUTHORITY)
                        .findFirst()));
    }

    /** Types of the keys by which the host is known, so that it is asked for one of them. */
    public List<String> types(String name) {
        return lines.stream()
                .filter(line -> line.marker() == KnownHostLine.Marker.NONE && line.speaksOf(name))
                .map(KnownHostLine::type)
                .distinct()
                .toList();
    }

    public sealed interface Verdict {
        record Known() implements Verdict {}

        record Changed(KnownHostLine known) implements Verdict {}

        record Revoked(KnownHostLine line) implements Verdict {}

        /** @param authority the line that names a certificate authority for this host */
        record Unknown(Optional<KnownHostLine> authority) implements Verdict {}
    }
}
