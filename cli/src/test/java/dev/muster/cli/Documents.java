package dev.muster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the documents of this project, whatever folder the test runs in. */
final class Documents {
    private Documents() {}

    static Path path(String name) {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("docs").resolve("on-a-host.md"))) {
            Path parent = here.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "no folder docs above " + Path.of("").toAbsolutePath());
            }
            here = parent;
        }
        return here.resolve("docs").resolve(name);
    }

    static String read(String name) throws IOException {
        return Files.readString(path(name));
    }
}
