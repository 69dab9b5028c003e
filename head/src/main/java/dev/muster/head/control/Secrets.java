package dev.muster.head.control;

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

/** Values of the config's {@code from_env} variables: in a file of mode 0600 and nowhere else. */
public final class Secrets {
    private static final int LARGEST = 48 * 1024;

    private final Path file;

    public Secrets(Path controlFolder) {
        this.file = controlFolder.resolve("secrets.json");
    }

    /** By variable; empty where none were given. */
    public synchronized Map<String, String> read() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return FlatJson.parse(SecretFile.read(file));
        } catch (IOException | IllegalArgumentException e) {
            throw failure("the head cannot read its secrets", e);
        }
    }

    boolean areNews(Map<String, String> secrets) {
        return !read().equals(secrets);
    }

    synchronized void write(Map<String, String> secrets) {
        if (!areNews(secrets)) {
            return;
        }
        String text = JsonText.object(new TreeMap<>(secrets));
        if (text.length() > LARGEST) {
            throw new UserError(
                    "the values of from_env variables are too long: together more than " + LARGEST + " bytes");
        }
        try {
            SecretFile.write(file, text);
        } catch (IOException e) {
            throw failure("the head cannot keep the secrets", e);
        }
    }

    /** Without the file's text, which a parser may quote. */
    private static RemoteFailure failure(String what, Exception cause) {
        String why = cause instanceof IOException ? ": " + cause.getMessage() : "";
        return new RemoteFailure("head", what + why, "is the head's disk full?", true, List.of());
    }
}
