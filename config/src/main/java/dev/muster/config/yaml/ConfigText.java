package dev.muster.config.yaml;

import dev.muster.core.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file as text, up to a maximum size, and reports files that cannot be read. */
public final class ConfigText {
    private final Problems problems;

    public ConfigText(Problems problems) {
        this.problems = problems;
    }

    /** Returns nothing, and reports an error, if the file cannot be read. */
    public Optional<String> read(Path file) {
        if (Files.isDirectory(file)) {
            return fail(
                    file, "is a folder, not a file", "name a file in it, for example " + file.resolve("cluster.yaml"));
        }
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(YamlTree.MAX_CHARACTERS + 1);
            if (bytes.length > YamlTree.MAX_CHARACTERS) {
                return fail(
                        file,
                        "has more than " + YamlTree.MAX_CHARACTERS + " bytes",
                        "check that this is a cluster file");
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (NoSuchFileException e) {
            return fail(file, "file not found", "");
        } catch (AccessDeniedException e) {
            return fail(file, "permission denied", "if it is yours: chmod u+r " + Shell.quote(file.toString()));
        } catch (CharacterCodingException e) {
            return fail(file, "is not UTF-8 text", "");
        } catch (IOException e) {
            return fail(file, "cannot be read: " + e.getMessage(), "");
        }
    }

    private Optional<String> fail(Path file, String message, String hint) {
        problems.error(SourceLocation.whole(file.toString()), "", message, hint);
        return Optional.empty();
    }
}
