package dev.muster.head.api;

import dev.muster.core.control.ConfigInputs;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.secret.SecretMask;
import dev.muster.launcher.FlatJson;
import dev.muster.protocol.identity.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stores what the last {@code up} sent besides the config: secrets, in a file of mode 0600 and nowhere else, and the text of small files. */
public final class StoredInputs {
    private static final int MAX_SECRETS = 48 * 1024;
    private static final int MAX_FILES = 1024 * 1024;

    private final Path secrets;
    private final Path files;
    private Optional<SecretMask> mask = Optional.empty();

    public StoredInputs(Path controlFolder) {
        this.secrets = controlFolder.resolve("secrets.json");
        this.files = controlFolder.resolve("files.json");
    }

    /** Returns the stored inputs; empty ones before the first {@code up}. */
    public synchronized ConfigInputs read() {
        try {
            return new ConfigInputs(
                    Files.exists(secrets) ? FlatJson.parse(SecretFile.read(secrets)) : Map.of(),
                    Files.exists(files) ? FlatJson.parse(Files.readString(files)) : Map.of());
        } catch (IOException | IllegalArgumentException e) {
            throw failure("the head cannot read the secrets and files of the last 'cluster up'", e);
        }
    }

    /** Returns a mask for the stored secrets. They are read once, because every report of a daemon needs it. */
    public synchronized SecretMask mask() {
        SecretMask known = mask.orElseGet(() -> SecretMask.of(read().secrets().values()));
        mask = Optional.of(known);
        return known;
    }

    boolean differFrom(ConfigInputs inputs) {
        return !read().equals(inputs);
    }

    synchronized void write(ConfigInputs inputs) {
        if (!differFrom(inputs)) {
            return;
        }
        String secretText = bounded("the values of from_env variables", inputs.secrets(), MAX_SECRETS);
        String fileText = bounded("the files named in the config", inputs.files(), MAX_FILES);
        try {
            mask = Optional.empty();
            SecretFile.write(secrets, secretText);
            SecretFile.write(files, fileText);
        } catch (IOException e) {
            throw failure("the head cannot store the secrets and files of 'cluster up'", e);
        }
    }

    private static String bounded(String name, Map<String, String> values, int max) {
        String text = JsonText.object(new TreeMap<>(values));
        if (text.getBytes(StandardCharsets.UTF_8).length > max) {
            throw new UserError(name + " have more than " + max / 1024 + " KiB together");
        }
        return text;
    }

    /** Leaves out the message of a parser, which may quote the secrets. */
    private static RemoteFailure failure(String text, Exception cause) {
        String why = cause instanceof IOException ? ": " + cause.getMessage() : "";
        return new RemoteFailure("head", text + why, "the head's disk may be full: run 'df -h' on it", true, List.of());
    }
}
