package dev.muster.head.ca;

import dev.muster.core.ClusterId;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.port.Time;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs certificates for operators: whoever can write into this folder on the head's host gets one. See {@code docs/on-a-host.md}. */
public final class OperatorCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorCertificates.class);
    private static final Pattern REQUEST = Pattern.compile("([A-Za-z0-9]{8,64})\\.request");
    private static final long MAX_BYTES = 2048;
    private static final int MAX_FILES = 100;
    private static final Duration STALE = Duration.ofMinutes(1);
    private static final long MAX_WAIT_MILLIS = 5000;

    private final Path folder;
    private final ClusterId clusterId;
    private final CertificateAuthority authority;
    private final Time time;
    private final Consumer<String> onSigned;

    /** @param onSigned is called with the name of each operator who got a certificate */
    public OperatorCertificates(
            Path folder, ClusterId clusterId, CertificateAuthority authority, Time time, Consumer<String> onSigned)
            throws IOException {
        this.folder = Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        this.clusterId = clusterId;
        this.authority = authority;
        this.time = time;
        this.onSigned = onSigned;
    }

    /** Runs until it is interrupted. Looks at once, at every change, and every few seconds in case it missed a change. */
    public void run() throws IOException, InterruptedException {
        try (WatchService changes = folder.getFileSystem().newWatchService()) {
            folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
            while (true) {
                serve();
                WatchKey key = changes.poll(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        }
    }

    /** Answers the requests in the folder and deletes stale files. */
    public void serve() {
        for (Path entry : entries()) {
            try {
                var request = REQUEST.matcher(entry.getFileName().toString());
                if (isStale(entry)) {
                    Files.deleteIfExists(entry);
                } else if (request.matches() && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    answer(entry, folder.resolve(request.group(1) + ".certificate"));
                }
            } catch (IOException e) {
                LOG.warn("cannot answer the operator request {}: {}", entry.getFileName(), e.getMessage());
            }
        }
    }

    private List<Path> entries() {
        try (Stream<Path> list = Files.list(folder)) {
            return list.limit(MAX_FILES).toList();
        } catch (IOException e) {
            LOG.warn("cannot list operator requests: {}", e.getMessage());
            return List.of();
        }
    }

    private boolean isStale(Path entry) throws IOException {
        Instant changed = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .lastModifiedTime()
                .toInstant();
        return changed.plus(STALE).isBefore(time.wallClock());
    }

    /** Deletes the request before it writes the certificate, so that each request is answered once. */
    private void answer(Path request, Path certificate) throws IOException {
        String text = Files.size(request) <= MAX_BYTES ? Files.readString(request) : "";
        Files.deleteIfExists(request);
        List<String> lines = text.lines().toList();
        if (lines.size() != 2) {
            LOG.warn("rejected an operator request: expected two lines, the operator and the identity request");
            return;
        }
        try {
            CertificateSubject.Operator subject = new CertificateSubject.Operator(clusterId, lines.get(0));
            SecretFile.write(certificate, authority.enrol(subject, IdentityRequest.parse(lines.get(1))));
            onSigned.accept(subject.name());
        } catch (ClusterException | IllegalArgumentException e) {
            LOG.warn("rejected an operator request: {}", e.getMessage());
        }
    }
}
