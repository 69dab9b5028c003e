package dev.muster.cli;

import dev.muster.cli.command.Verb;
import dev.muster.cli.console.Surroundings;
import dev.muster.launcher.usecase.Clusters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the build runs once to make the AOT cache: what is loaded here starts fast later. It does as much of the real work as can be done
 * without a cluster, in an empty folder, and changes nothing.
 */
final class Training {
    /** The one argument that asks for it; no command, and in no help. */
    static final String WORD = "--train";

    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    private Training() {}

    /** Failures are part of it: the word of a failure is drawn by classes too. */
    static int run(Surroundings real, Supplier<Clusters> clusters) {
        try {
            Path folder = Files.createTempDirectory("cluster-training-");
            try {
                all(new Tool(in(folder, real), clusters));
            } finally {
                Files.deleteIfExists(folder.resolve("cluster.yaml"));
                Files.deleteIfExists(folder);
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void all(Tool tool) {
        for (String line : List.of(
                "--help",
                "init",
                "validate --expanded",
                "validate --output json",
                "list",
                "list --output json",
                "up --dry-run -n cluster-training",
                "up --dry-run -n cluster-training --output json",
                "status -n cluster-training",
                "exec -n cluster-training --all -- hostname",
                "down -n cluster-training",
                "request {\"CPU\":2} --clear",
                "stauts")) {
            tool.run(List.of(line.split(" ")));
        }
        for (Verb verb : Verb.values()) {
            tool.run(List.of(verb.word(), "--help"));
        }
    }

    private static Surroundings in(Path folder, Surroundings real) {
        return new Surroundings(
                folder,
                real.environment(),
                new Surroundings.Streams(InputStream.nullInputStream(), NOWHERE, NOWHERE),
                real.window(),
                real.time(),
                real.zone());
    }
}
