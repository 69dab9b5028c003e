package dev.muster.cli.engine;

import dev.muster.cli.json.Json;
import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe the runtime environment of a job. They have the names that Ray uses. */
final class RuntimeEnvironmentOptions {
    private static final long MAX_BYTES = 1L << 20;

    @Option(
            names = "--runtime-env",
            paramLabel = "FILE",
            order = 2,
            description = "a YAML or JSON file of this machine with the runtime environment of the job")
    private @Nullable String file;

    @Option(
            names = "--runtime-env-json",
            paramLabel = "JSON",
            order = 3,
            description = "the same as JSON; the process table of this machine shows it, so put secrets in a file")
    private @Nullable String json;

    /** Returns the runtime environment as it was given; empty if none was. */
    String text(Path folder) {
        if (file != null && json != null) {
            throw new UserError("--runtime-env and --runtime-env-json cannot be combined");
        }
        if (file != null) {
            return read(folder.resolve(file));
        }
        return json == null ? "" : requireObject(json);
    }

    private static String requireObject(String text) {
        if (isObject(text)) {
            return text;
        }
        throw new UserError("--runtime-env-json: not a JSON object", "example: '{\"pip\": [\"tqdm\"]}'");
    }

    /** The text may hold secrets, so the reader's message, which repeats it, is not used. */
    private static boolean isObject(String text) {
        try {
            return Json.read(text) instanceof Map;
        } catch (UserError e) {
            return false;
        }
    }

    private static String read(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new UserError("--runtime-env: " + path + " is larger than 1 MiB");
            }
            return Files.readString(path);
        } catch (IOException e) {
            throw new UserError("--runtime-env: cannot read " + path, "give a text file of this machine");
        }
    }
}
