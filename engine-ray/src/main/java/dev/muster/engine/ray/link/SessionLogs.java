package dev.muster.engine.ray.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folder of logs of Ray's newest session. Ray lets every user write into its folders, so each is opened from the one above, no link is
 * followed, and folders and files of another user are refused.
 */
final class SessionLogs implements AutoCloseable {
    /** A file that has become larger than this gets no more lines. */
    static final long MAX_BYTES = 64L << 20;

    private static final Pattern SESSION = Pattern.compile("session_[0-9A-Za-z_.-]{1,200}");
    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Deque<SecureDirectoryStream<Path>> open = new ArrayDeque<>();
    private final String user;

    private SessionLogs(String user) {
        this.user = user;
    }

    /** @throws IOException if there is no session, or if a folder is a link or belongs to another user */
    static SessionLogs open(Path scratch) throws IOException {
        SessionLogs logs = new SessionLogs(Files.getOwner(Path.of("/proc/self")).getName());
        try {
            logs.push(secure(Files.newDirectoryStream(scratch)), scratch.toString());
            logs.enter(session(scratch));
            logs.enter("logs");
            return logs;
        } catch (IOException e) {
            logs.close();
            throw e;
        }
    }

    /** Ray's link to the newest session has an absolute target; only its name is used. */
    private static String session(Path scratch) throws IOException {
        Path target = Files.readSymbolicLink(scratch.resolve("session_latest")).getFileName();
        String name = target == null ? "" : target.toString();
        if (!SESSION.matcher(name).matches()) {
            throw new IOException("session_latest does not name a session");
        }
        return name;
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> folder) throws IOException {
        if (folder instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        folder.close();
        throw new IOException("this system cannot open files relative to a folder");
    }

    private void enter(String name) throws IOException {
        push(open.element().newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS), name);
    }

    private void push(SecureDirectoryStream<Path> folder, String name) throws IOException {
        open.push(folder);
        requireOwn(folder.getFileAttributeView(PosixFileAttributeView.class).readAttributes(), name);
    }

    private void requireOwn(PosixFileAttributes attributes, String name) throws IOException {
        if (!attributes.owner().getName().equals(user)) {
            throw new IOException(name + " belongs to " + attributes.owner().getName());
        }
    }

    /** Appends the text by one write. */
    void append(String name, String text) throws IOException {
        SecureDirectoryStream<Path> folder = open.element();
        Path file = Path.of(name);
        try (SeekableByteChannel channel = folder.newByteChannel(file, APPEND, PRIVATE)) {
            requireOwn(
                    folder.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes(),
                    name);
            if (channel.size() <= MAX_BYTES) {
                write(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static void write(SeekableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Does the same in the folder of Ray's events. */
    void appendEvents(String name, String text) throws IOException {
        enter("events");
        append(name, text);
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
