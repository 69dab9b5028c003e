package dev.muster.head.api;

import dev.muster.core.control.ConfigInputs;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.launcher.FlatJson;
import dev.muster.protocol.identity.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the last {@code up} gave besides the config: secrets in a file of mode 0600 and nowhere else, and texts of small files. */
public final class StoredInputs {
    private static final int LARGEST_SECRETS = 48 * 1024;
    private static final int LARGEST_FILES = 1024 * 1024;

    private final Path secrets;
    private final Path files;

    public StoredInputs(Path controlFolder) {
        this.secrets = controlFolder.resolve("secrets.json");
        this.files = controlFolder.resolve("files.json");
    }

    public synchronized ConfigInputs read() {
        try {
            return new ConfigInputs(
                    Files.exists(secrets) ? FlatJson.parse(SecretFile.read(secrets)) : Map.of(),
                    Files.exists(files) ? FlatJson.parse(Files.readString(files)) : Map.of());
        } catch (IOException | IllegalArgumentException e) {
            throw failure("the head cannot read what the last 'up' gave it", e);
        }
    }

    boolean areNews(ConfigInputs inputs) {
        return !read().equals(inputs);
    }

    synchronized void write(ConfigInputs inputs) {
        if (!areNews(inputs)) {
            return;
        }
        String secretText = bounded("the values of from_env variables", inputs.secrets(), LARGEST_SECRETS);
        String fileText = bounded("the files that the config names", inputs.files(), LARGEST_FILES);
        try {
            SecretFile.write(secrets, secretText);
            SecretFile.write(files, fileText);
        } catch (IOException e) {
            throw failure("the head cannot keep what 'up' gave it", e);
        }
    }

    private static String bounded(String what, Map<String, String> values, int most) {
        String text = JsonText.object(new TreeMap<>(values));
        if (text.length() > most) {
            throw new UserError(what + " are too long: together more than " + most + " characters");
        }
        return text;
    }

    /** Without the file's text, which a parser may quote. */
    private static RemoteFailure failure(String what, Exception cause) {
        String why = cause instanceof IOException ? ": " + cause.getMessage() : "";
        return new RemoteFailure("head", what + why, "is the head's disk full?", true, List.of());
    }
}
