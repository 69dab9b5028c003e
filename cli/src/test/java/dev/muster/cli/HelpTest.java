package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.command.Verb;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpTest extends CommandTest {
    @Test
    void listsEveryCommandOnceUnderItsGroup() {
        CommandRun.Ended ended = run("--help");

        assertThat(ended.code()).isZero();
        assertThat(Arrays.stream(Verb.values()).map(Verb::commandName))
                .allSatisfy(word -> assertThat(ended.out()).containsOnlyOnce("\n  " + word + " "));
        assertThat(ended.out()).contains("Exit codes: 0 success, 1 no such cluster, 2 usage or config");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void isTheSameWithoutArgumentsAndWithHelp() {
        assertThat(run().out())
                .isEqualTo(run("--help").out())
                .isEqualTo(run("help").out())
                .isEqualTo(run("-h").out());
    }

    @Test
    void fitsInto80Columns() {
        assertThat(run("--help").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @EnumSource
    void ofEachCommandHasTwoToFourExamples(Verb verb) {
        CommandRun.Ended ended = run((verb.commandName() + " --help").split(" "));

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .startsWith(verb.summary() + ".\n\nUsage: cluster ")
                .contains("Examples:\n  ")
                .contains("-h, --help")
                .contains("Exit codes: ");
        assertThat(ended.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        String examples = ended.out()
                .substring(ended.out().indexOf("Examples:"), ended.out().indexOf("Exit codes:"));
        assertThat(examples.lines().skip(1).filter(line -> !line.isEmpty()))
                .hasSizeBetween(2, 5)
                .allSatisfy(line -> assertThat(line).as("is not wrapped").startsWith("  "));
        assertThat(ended.err()).isEmpty();
        assertThat(run(("help " + verb.commandName()).split(" ")).out()).isEqualTo(ended.out());
    }

    @Test
    void ofTheFirstOfTwoWordsListsTheCommands() {
        CommandRun.Ended ended = run("job", "--help");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("  job submit  ")
                .contains("  job stop  ")
                .doesNotContain("dashboard");
        assertThat(run("help", "job")).isEqualTo(ended);
    }

    @Test
    void needsNoClusterAndNoFile() {
        CommandRun elsewhere = new CommandRun(folder.resolve("nowhere"));

        assertThat(elsewhere.run("up", "--help").code()).isZero();
    }

    @Test
    void hasNoColourInAPipe() {
        assertThat(run("--help").out() + run("up", "--help").out()).doesNotContain("\033");
    }

    @Test
    void namesTheVersion() {
        assertThat(run("--version").out())
                .matches("cluster [0-9.]+ \\(Java .*\\)\n")
                .isEqualTo(run("version").out());
        assertThat(run("version", "--output", "json").out()).startsWith("{\"schema_version\":1,\"version\":\"");
    }

    @Test
    void completesEveryCommand() {
        CommandRun.Ended ended = run("completion", "bash");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("--min-ready")
                .contains("simulate")
                .contains("rsync-up")
                .contains("_picocli_cluster_job_submit")
                .contains("--submission-id");
        assertThat(run("completion", "zsh").out()).startsWith("autoload -Uz +X bashcompinit");
    }
}
