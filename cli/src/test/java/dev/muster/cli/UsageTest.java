package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong words: exit code 2, one message that says what to write instead. */
class UsageTest extends CommandTest {
    @Test
    void guessesTheCommandThatWasMeant() {
        assertFails(run("stauts"), """
                cluster: there is no command 'stauts'
                  did you mean 'status'? 'cluster --help' lists the commands
                """);
    }

    @Test
    void doesNotGuessWhereNothingIsNear() {
        assertFails(run("frobnicate"), """
                cluster: there is no command 'frobnicate'
                  'cluster --help' lists the commands
                """);
    }

    @Test
    void guessesTheOptionThatWasMeant() {
        assertFails(run("up", "--min-redy", "2"), """
                cluster: unknown option '--min-redy' of 'up'
                  did you mean --min-ready or --min-workers? 'cluster up --help' shows its options
                """);
    }

    @Test
    void refusesAnUnknownOptionBeforeTheCommand() {
        assertFails(run("--frob"), """
                cluster: unknown option --frob
                  'cluster --help' lists the commands
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "up --min-ready many|Invalid value for option '--min-ready': 'many' is neither a number nor a percentage; write 3 or 90%",
                "up --min-ready 120%|Invalid value for option '--min-ready': '120%' is more than all",
                "up --timeout soon|Invalid value for option '--timeout': 'soon' is no time; write 90s, 10m or 1h",
                "up --min-workers x|Invalid value for option '--min-workers': 'x' is not an int",
                "up --no-restart --restart-only|--no-restart, --restart-only are mutually exclusive (specify only one)",
                "down --workers-only --keep-min-workers|--workers-only, --keep-min-workers are mutually exclusive (specify only one)",
                "status --output xml|Invalid value for option '--output': 'xml' is none of [table, json]",
                "status -f|Missing required parameter for option '--file' (FILE)",
                "completion fish|Invalid value for positional parameter at index 0 (SHELL): 'fish' is none of [bash, zsh]",
            })
    void namesTheOptionAndWhatItTakes(String words, String message) {
        CommandRun.Ended ended = run(words.split(" "));

        String verb = words.substring(0, words.indexOf(' '));
        assertFails(ended, "cluster: " + message + "\n  'cluster " + verb + " --help' shows its options\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "up --min-workers -1|--min-workers is -1, but must be between 0 and 1000000",
                "status lab|'status' does not know what 'lab' is",
                "status a.yaml b.yml|two config files: a.yaml and b.yml",
                "status a.yaml -f b|two config files: a.yaml and -f b",
                "status -- x|'status' takes no words after --",
                "drain|which node? 'drain' takes one",
                "drain cpu-1 cpu-2|which node? 'drain' takes one",
                "exec|which command? Nothing to run was given",
                "exec cluster.yaml|which command? Nothing to run was given",
                "logs --step setup|--step goes with a node",
                "logs head cpu-1|'logs' takes one node, not 2",
                "request|give one of: amounts as JSON, --cpus N, --clear",
                "request --cpus 2 --clear|give one of: amounts as JSON, --cpus N, --clear",
                "request --cpus 2 --count 3|--count goes with amounts as JSON",
                "status --decisions 1000001|--decisions is 1000001, but must be between 0 and 1000000",
                "up missing.yaml|there is no file FOLDER/missing.yaml",
                "attach|attach needs a terminal",
                "init notes.txt|'notes.txt' does not end in .yaml",
                "init|FOLDER/cluster.yaml is there already: nothing was written",
            })
    void saysWhatIsWrong(String words, String message) {
        CommandRun.Ended ended = run(words.split(" "));

        assertThat(ended.err().lines().findFirst())
                .contains("cluster: " + message.replace("FOLDER", folder.toString()));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void tellsHowToPassOptionsToTheCommandThatIsRun() {
        assertFails(run("exec", "ls", "-l"), """
                cluster: unknown option '-l' of 'exec'
                  put -- before the command to run: cluster exec -- ls -l; 'cluster exec --help' shows its options
                """);
    }

    private static void assertFails(CommandRun.Ended ended, String message) {
        assertThat(ended.err()).isEqualTo(message);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }
}
