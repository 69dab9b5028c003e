package dev.muster.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trap: a JVM with a stale AOT cache silently runs the classes of before, even with strict checking. */
@Tag("whole")
class RebuildTest {
    private static final String BEFORE = "Muster turns machines that you already have into a cluster.";
    private static final String AFTER = "Muster turns machines that you already had into a cluster.";

    @TempDir
    Path folder;

    @Test
    void aChangedStringShowsAtTheNextCall() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        Checkout original = Checkout.ofThisBuild();
        original.run(
                environment, List.of("cp", "-a", ".", folder.resolve("copy").toString()));
        Checkout copy = new Checkout(folder.resolve("copy"));
        List<String> help = List.of("./cluster", "--help");
        assertThat(copy.run(environment, help).output()).contains(BEFORE).doesNotContain(AFTER);

        Path source = copy.root().resolve("cli/src/main/java/dev/muster/cli/TopHelp.java");
        Files.writeString(source, Files.readString(source).replace(BEFORE, AFTER));

        Checkout.Ended changed = copy.run(environment, help);
        assertThat(changed.errors()).containsOnlyOnce("\n").startsWith("cluster: a source changed, building");
        assertThat(changed.output()).contains(AFTER).doesNotContain(BEFORE);
        assertThat(copy.run(environment, help).errors())
                .as("the second call builds nothing")
                .isEmpty();
        try (Stream<Path> caches = Files.list(copy.root().resolve("dist/muster/aot"))) {
            assertThat(caches).as("one cache, chosen by its exact name").hasSize(1);
        }
    }
}
