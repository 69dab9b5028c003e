package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports invalid input with its location and the reason, and exits with 2 before it changes anything. */
@Tag("whole")
class BadInputTest {
    private static final String GOOD = """
            cluster_name: good
            provider: {type: process}
            max_workers: 2
            head_node_type: head
            available_node_types:
              head: {resources: {CPU: 1}}
              worker: {resources: {CPU: 1}, min_workers: 1}
            """;

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void aPerson() throws Exception {
        sandbox = new Sandbox(folder);
    }

    @AfterEach
    void nothingWasTouched() throws Exception {
        assertThat(sandbox.leftovers()).isEmpty();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster_name: good | cluster_name: ../x | 1 | ../x",
                "cluster_name: good | cluster_name: a/b | 1 | a/b",
                "cluster_name: good | cluster_nmae: good | 1 | cluster_name",
                "cluster_name: good | cluster_name: [good | | ",
                "max_workers: 2 | max_workers: many | 3 | max_workers",
                "max_workers: 2 | max_workers: 0 | | min_workers",
                "max_workers: 2 | max_workers: -1 | 3 | max_workers",
                "min_workers: 1 | min_workers: 3, max_workers: 1 | 7 | min_workers",
                "head_node_type: head | head_node_type: haed | 4 | head",
                "type: process | type: proces | 2 | process",
            })
    void aMistakeInTheFileIsToldWithItsPlace(String right, String wrong, String line, String told) throws Exception {
        sandbox.config(GOOD.replace(right, wrong));
        Sandbox.Ended ended = sandbox.cluster("up", "-y").expect(2);
        String place = line == null ? "cluster.yaml:" : "cluster.yaml:" + line + ":";
        assertThat(ended.err()).contains(place).contains(told == null ? "" : told);
        assertThat(ended.err()).doesNotContain("Exception", "\tat ");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereOrNotReadable() throws Exception {
        assertThat(sandbox.cluster("up", "-y", "nowhere.yaml").expect(2).err()).contains("nowhere.yaml");
        Files.createDirectories(folder.resolve("folder.yaml"));
        assertThat(sandbox.cluster("up", "-y", "folder.yaml").expect(2).err()).contains("folder.yaml");
        Files.write(folder.resolve("binary.yaml"), new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe});
        assertThat(sandbox.cluster("up", "-y", "binary.yaml").expect(2).err()).contains("binary.yaml");
        Files.createFile(folder.resolve("empty.yaml"));
        assertThat(sandbox.cluster("up", "-y", "empty.yaml").expect(2).err()).contains("empty.yaml");
    }

    @Test
    void aNameThatLeavesItsFolderIsNoName() throws Exception {
        sandbox.config(GOOD);
        for (String command : new String[] {"up", "status", "down"}) {
            Sandbox.Ended ended = sandbox.cluster(command, "-n", "../../x").expect(2);
            assertThat(ended.err()).contains("../../x").doesNotContain("Exception");
        }
    }

    /** A question that nobody can answer is no reason to hang. */
    @Test
    void withoutATerminalNothingIsAsked() throws Exception {
        sandbox.config(GOOD);
        sandbox.cluster("up").expect(2);
    }
}
