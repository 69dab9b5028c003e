package dev.muster.whole;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What an operator at a terminal types and sees, while a command runs there: the steps of {@code terminal/play.py}. */
record Play(Path script, Path steps) {
    /** How the command's last line must be where it ended as it should. */
    static final String RESTORED = "terminal restored\n";

    /** @param folder of the operator's, where both are written */
    static Play of(Path folder, String name, String steps) throws IOException {
        Path script = folder.resolve("play.py");
        try (InputStream text = Play.class.getResourceAsStream("/terminal/play.py")) {
            Files.write(script, Objects.requireNonNull(text).readAllBytes());
        }
        return new Play(script, Files.writeString(folder.resolve(name + ".play"), steps));
    }

    /** The program under which a command is run. */
    List<String> program() {
        return List.of("python3", script.toString(), steps.toString());
    }
}
