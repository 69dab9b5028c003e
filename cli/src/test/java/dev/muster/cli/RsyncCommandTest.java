package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeState;
import dev.muster.core.config.FilesConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RsyncCommandTest extends CommandTest {
    /** The answer of a host that has nothing at {@code /there}. */
    static final String NOTHING_THERE = "muster-look 1\0/there\0a.py\0\0";

    private FakeHost head = new FakeHost("");
    private FakeHost worker = new FakeHost("");

    @BeforeEach
    void aHeadAndAWorkerAndAFile() throws IOException {
        head = clusters().addNode("head", "head", "vm1", NodeState.READY);
        worker = clusters().addNode("cpu-1", "cpu", "vm2", NodeState.READY);
        head.out = NOTHING_THERE;
        worker.out = NOTHING_THERE;
        Files.writeString(folder.resolve("a.py"), "print()");
    }

    @Nested
    class Up {
        @Test
        void copiesToTheHeadAndReportsItOnStderr() {
            CommandRun.Ended ended = run("rsync-up", "a.py", "/there/");

            assertThat(ended)
                    .isEqualTo(
                            new CommandRun.Ended(0, "", "cluster: head (vm1): /there/a.py: 1 file copied, 7 bytes\n"));
            assertThat(head.inputs.getLast()).contains("print()");
            assertThat(worker.scripts).isEmpty();
        }

        @Test
        void copiesToAllNodes() {
            run("rsync-up", "-A", "a.py", "/there/");

            assertThat(worker.inputs.getLast()).contains("print()");
            assertThat(head.inputs.getLast()).contains("print()");
        }

        @Test
        void copiesFileMountsWithoutArguments() {
            clusters().files = new FilesConfig(
                    Map.of("/there/a.py", folder.resolve("a.py").toString()), List.of(), false, List.of(), List.of());

            run("rsync-up", "--node", "cpu-1");

            assertThat(worker.inputs.getLast()).contains("print()");
        }

        @Test
        void copiesFileMountsToEveryNode() {
            clusters().files = new FilesConfig(
                    Map.of("/there/a.py", folder.resolve("a.py").toString()), List.of(), false, List.of(), List.of());

            run("rsync-up");

            assertThat(head.inputs).anyMatch(input -> input.contains("print()"));
            assertThat(worker.inputs).anyMatch(input -> input.contains("print()"));
        }

        @Test
        void copiesToOtherNodesIfOneFails() {
            worker.reachable = false;

            CommandRun.Ended ended = run("rsync-up", "--all", "a.py", "/there/");

            assertThat(ended.code()).isEqualTo(4);
            assertThat(ended.err())
                    .contains("head (vm1): /there/a.py: 1 file copied")
                    .contains("cpu-1: vm2: no answer")
                    .contains("no answer from port 22");
        }

        @Test
        void printsAJsonLineForEachNodeAndAReport() {
            assertThat(run("rsync-up", "a.py", "/there/", "--output", "json").out())
                    .isEqualTo("""
                            {"event":"copy","node":"head","host":"vm1","result":"copied","path":"/there/a.py","files":1,"bytes":7,"unchanged":0,\
                            "skipped":[],"message":""}
                            {"event":"report","schema_version":1,"nodes":1,"nodes_failed":0,"exit_code":0}
                            """);
        }

        @Test
        void refusesInvalidArguments() {
            assertThat(run("rsync-up", "a.py").err()).contains("'rsync-up' takes SOURCE and TARGET, or neither");
            assertThat(run("rsync-up", "no such", "/there").err()).contains("does not exist on this machine");
            assertThat(run("rsync-up").err()).contains("the config has no file_mounts");
            assertThat(run("rsync-up").code()).isEqualTo(2);
        }
    }

    @Nested
    class Down {
        @Test
        void needsBothPaths() {
            CommandRun.Ended ended = run("rsync-down", "/there");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("takes SOURCE and TARGET");
        }

        @Test
        void refusesPathsOutsideOfTheFolder() {
            head.out = "muster-list 1\0/there\0\0f 644 1 1.0 ./../out\0\0";

            CommandRun.Ended ended = run("rsync-down", "/there/", ".");

            assertThat(ended.code()).isEqualTo(4);
            assertThat(ended.err()).contains("vm1 lists a file that is not in the folder: '../out'");
        }

        @Test
        void aNodeThatSendsSomethingElseDoesNotHideTheOthers() {
            head.out = "muster-list 1\0/there\0\0";
            worker.out = "muster-list 1\0/there\0\0f 644 1 1.0 ./x\0\0" + "not an archive ".repeat(100);

            CommandRun.Ended ended = run("rsync-down", "--all", "/there/", "got");

            assertThat(ended.err()).contains("head (vm1): ").contains("cpu-1 (vm2): stopped copying from vm2");
            assertThat(ended.code()).isEqualTo(4);
        }
    }

    @Nested
    class Submit {
        @Test
        void copiesTheScriptAndRunsItWithItsArguments() {
            head.code = 0;

            run("submit", "a.py", "--", "--x", "two words");

            assertThat(head.inputs).anyMatch(input -> input.contains("print()"));
            assertThat(head.scripts.getLast())
                    .isEqualTo("env; if command -v python >/dev/null; then exec python \"$HOME\"/a.py --x 'two words';"
                            + " else exec python3 \"$HOME\"/a.py --x 'two words'; fi");
        }

        @Test
        void runsAShellScriptWithBash() throws IOException {
            Files.writeString(folder.resolve("a.sh"), "true");

            run("submit", "a.sh");

            assertThat(head.scripts.getLast()).isEqualTo("env; exec bash \"$HOME\"/a.sh");
        }

        @Test
        void failsIfTheScriptDoesNotExist() {
            assertThat(run("submit", "b.py").code()).isEqualTo(2);
            assertThat(run("submit").err()).contains("missing argument SCRIPT");
        }
    }
}
