package dev.muster.config;

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

/** A config file's text, bounded, and what can be wrong before the first letter of it. */
final class ConfigText {
    private final Problems problems;

    ConfigText(Problems problems) {
        this.problems = problems;
    }

    /** Empty, with an error, where there is none. */
    Optional<String> read(Path file) {
        if (Files.isDirectory(file)) {
            return fail(
                    file,
                    "is a folder, not a file",
                    "name the file in it, for example " + file.resolve("cluster.yaml"));
        }
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(YamlTree.MOST_CHARACTERS + 1);
            if (bytes.length > YamlTree.MOST_CHARACTERS) {
                return fail(file, "has more than " + YamlTree.MOST_CHARACTERS + " bytes", "is it a cluster file?");
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (NoSuchFileException e) {
            return fail(file, "there is no such file", "");
        } catch (AccessDeniedException e) {
            return fail(file, "may not be read by you", "chmod u+r, or ask its owner");
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
