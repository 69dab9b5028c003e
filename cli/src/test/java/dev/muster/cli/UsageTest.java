package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invalid command lines exit with 2 and say what to type instead. */
class UsageTest extends CommandTest {
    @Test
    void suggestsASimilarCommand() {
        assertFails(run("stauts"), """
                cluster: unknown command 'stauts'
                  did you mean 'status'? 'cluster --help' lists the commands
                """);
    }

    @Test
    void suggestsNothingIfNoCommandIsSimilar() {
        assertFails(run("frobnicate"), """
                cluster: unknown command 'frobnicate'
                  'cluster --help' lists the commands
                """);
    }

    @Test
    void listsTheCommandsThatBeginWithTheSameWord() {
        String hint = "  use one of: job submit, job list, job status, job logs, job stop\n";

        assertFails(run("job"), "cluster: unknown command 'job'\n" + hint);
        assertFails(run("job", "delete", "x"), "cluster: unknown command 'job delete'\n" + hint);
        assertFails(run("job", "-n", "lab", "list"), "cluster: unknown command 'job'\n" + hint);
    }

    @Test
    void suggestsASimilarOption() {
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
                "up --min-ready many|Invalid value for option '--min-ready': 'many' is neither a number nor a percentage; use for example 3 or 90%",
                "up --min-ready 120%|Invalid value for option '--min-ready': '120%' is more than 100%",
                "up --timeout soon|Invalid value for option '--timeout': 'soon' is not a duration; use for example 90s, 10m or 1h",
                "up --min-workers x|Invalid value for option '--min-workers': 'x' is not an int",
                "up --no-restart --restart-only|--no-restart, --restart-only are mutually exclusive (specify only one)",
                "down --workers-only --keep-min-workers|--workers-only, --keep-min-workers are mutually exclusive (specify only one)",
                "status --output xml|Invalid value for option '--output': 'xml' is not one of [table, json]",
                "status -f|Missing required parameter for option '--file' (FILE)",
                "completion fish|Invalid value for positional parameter at index 0 (SHELL): 'fish' is not one of [bash, zsh]",
            })
    void namesTheOptionAndItsValidValues(String line, String message) {
        CommandRun.Ended ended = run(line.split(" "));

        String verb = line.substring(0, line.indexOf(' '));
        assertFails(ended, "cluster: " + message + "\n  'cluster " + verb + " --help' shows its options\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "up --min-workers -1|--min-workers is -1, but must be between 0 and 1000000",
                "status lab|'status' got an unexpected argument 'lab'",
                "status a.yaml b.yml|two config files: a.yaml and b.yml",
                "status a.yaml -f b|two config files: a.yaml and -f b",
                "status -- x|'status' takes no arguments after --",
                "drain|missing argument NODE",
                "drain cpu-1 cpu-2|'drain' takes one node, not 2",
                "exec|no command given",
                "exec cluster.yaml|no command given",
                "logs --step setup|--step needs a node",
                "job submit|no command given",
                "job submit --submission-id ../x a|'../x' is not an ID of a job",
                "job submit --working-dir cluster.yaml a|--working-dir: cluster.yaml is not a folder of this machine",
                "job submit --runtime-env-json [] a|--runtime-env-json: not a JSON object",
                "job submit --runtime-env-json {secret a|--runtime-env-json: not a JSON object",
                "job submit --runtime-env no.yaml a|--runtime-env: cannot read FOLDER/no.yaml",
                "job submit --runtime-env a --runtime-env-json {} a|--runtime-env and --runtime-env-json cannot be combined",
                "job logs|missing argument ID",
                "job stop a b|'job stop' takes one job, not 2",
                "job status $(id)|'$(id)' is not an ID of a job",
                "job list a|'job list' got an unexpected argument 'a'",
                "dashboard -p 0|--port is 0, but must be between 1 and 65535",
                "dashboard --remote-port 65536|--remote-port is 65536, but must be between 1 and 65535",
                "logs head --engine --step setup|--step and --engine are different logs",
                "logs head cpu-1|'logs' takes one node, not 2",
                "request|'request' takes one of: resources as JSON, --cpus N, --clear",
                "request --cpus 2 --clear|'request' takes one of: resources as JSON, --cpus N, --clear",
                "request --cpus 2 --count 3|--count needs resources as JSON",
                "status --decisions 1000001|--decisions is 1000001, but must be between 0 and 1000000",
                "up missing.yaml|config file FOLDER/missing.yaml does not exist",
                "attach|attach needs a terminal",
                "init notes.txt|'notes.txt' does not end in .yaml or .yml",
                "init|FOLDER/cluster.yaml already exists; nothing was written",
            })
    void reportsTheProblem(String line, String message) {
        CommandRun.Ended ended = run(line.split(" "));

        assertThat(ended.err().lines().findFirst())
                .contains("cluster: " + message.replace("FOLDER", folder.toString()));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void explainsHowToPassOptionsToTheCommand() {
        assertFails(run("exec", "ls", "-la"), """
                cluster: unknown option '-la' of 'exec'
                  put -- before the command to run: cluster exec -- ls -la; 'cluster exec --help' shows its options
                """);
    }

    @Test
    void acceptsCommonOptionsWithTheirValuesBeforeTheCommand() {
        assertThat(run("-o", "json", "version").out()).startsWith("{\"schema_version\":1");
        assertThat(run("--log-color", "false", "-v", "version").code()).isZero();
        assertThat(run("--output=json", "version").out()).startsWith("{\"schema_version\":1");
    }

    private static void assertFails(CommandRun.Ended ended, String message) {
        assertThat(ended.err()).isEqualTo(message);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }
}
