package dev.muster.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A checkout of this project, and commands run in it with nothing but the given environment. */
record Checkout(Path root) {
    static Checkout ofThisBuild() {
        return new Checkout(Path.of(System.getProperty("muster.checkout")));
    }

    record Ended(int code, String output, String errors) {}

    Ended run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("muster", "output");
        Path errors = Files.createTempFile("muster", "errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(8, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "still running after 8 minutes: " + command + "\n" + Files.readString(errors));
        }
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
