package dev.muster.transfer.tree;

import dev.muster.core.failure.UserError;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Converts file names as UTF-8, whatever the locale of this process is. Java decodes names with the locale's character set, which is often plain
 * ASCII over SSH and in daemons. A path's URI has its bytes unchanged.
 */
public final class FileNames {
    /** Prefix of the folders that exist only while files arrive. */
    public static final String STAGING = ".muster-in";

    private FileNames() {}

    /** Returns the last name of the path. */
    public static String last(Path path) {
        String text = String.valueOf(path.getFileName());
        if (isPlain(text)) {
            return text;
        }
        String raw = path.toAbsolutePath().toUri().getRawPath();
        String whole = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        return decode(whole.substring(whole.lastIndexOf('/') + 1));
    }

    /** Returns the target of a link, as it is written in the link. */
    public static String link(Path target) {
        if (isPlain(target.toString())) {
            return target.toString();
        }
        String raw = Path.of("/").resolve(target).toUri().getRawPath();
        return decode(target.isAbsolute() ? raw : raw.substring(1));
    }

    /** @param path relative, with '/' */
    public static Path resolve(Path folder, String path) {
        if (path.isEmpty()) {
            return folder;
        }
        if (isPlain(path)) {
            return folder.resolve(path);
        }
        String base = folder.toAbsolutePath().toUri().toString();
        return Path.of(URI.create((base.endsWith("/") ? base : base + "/") + encode(path)));
    }

    /** Returns the path to write into a link. */
    public static Path linkTarget(String target) {
        if (isPlain(target)) {
            return Path.of(target);
        }
        Path absolute = Path.of(URI.create("file:///" + encode(target)));
        return target.startsWith("/") ? absolute : Path.of("/").relativize(absolute);
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(letter -> letter >= ' ' && letter < 0x7f && letter != '?');
    }

    private static String decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserError(
                    "the file name " + raw + " (other bytes shown as %) is not UTF-8",
                    "rename the file, or exclude it with rsync_exclude");
        }
    }

    private static String encode(String path) {
        StringBuilder text = new StringBuilder();
        for (byte value : path.getBytes(StandardCharsets.UTF_8)) {
            if (value == '/') {
                text.append('/');
            } else {
                text.append(String.format("%%%02X", value & 0xff));
            }
        }
        return text.toString();
    }
}
