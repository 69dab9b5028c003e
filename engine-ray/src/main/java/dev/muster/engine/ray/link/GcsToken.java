package dev.muster.engine.ray.link;

import dev.muster.engine.EngineUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads the token of Ray's token mode. Its text is in no message and in no log. */
final class GcsToken {
    private static final int MAX_BYTES = 4096;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    private GcsToken() {}

    /** @throws EngineUnavailable naming the file, if it cannot be read or holds no token */
    static String read(Path file) throws EngineUnavailable {
        String text = text(file).strip();
        if (text.isEmpty()) {
            throw new EngineUnavailable("the token file " + file + " is empty; 'cluster up' writes it again");
        }
        if (!PRINTABLE.matcher(text).matches()) {
            throw new EngineUnavailable("the token file " + file
                    + " does not hold a token: expected one line of printable characters without spaces");
        }
        return text;
    }

    private static String text(Path file) throws EngineUnavailable {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new EngineUnavailable("the token file " + file + " is larger than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new EngineUnavailable("the token file " + file + " is missing; 'cluster up' writes it again", e);
        } catch (IOException e) {
            throw new EngineUnavailable("cannot read the token file " + file + ": " + e.getMessage(), e);
        }
    }
}
