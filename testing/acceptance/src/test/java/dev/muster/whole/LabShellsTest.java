package dev.muster.whole;

import dev.muster.core.FanOut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Accounts with each login shell, whose start-up files print, define aliases and set options, replace the shell by another one, or are absent. What runs there
 * in each way has its own output and exit code, and the cluster's environment.
 */
@Tag("whole")
class LabShellsTest {
    private static final String NOISE = "echo noise; echo louder >&2; alias cp='cp -i'; alias echo='echo aliased'\n";
    private static final Map<String, String> NOISY = Map.of(
            ".profile",
            NOISE,
            ".bashrc",
            NOISE + "set -o noclobber\n",
            ".zshenv",
            NOISE,
            ".zshrc",
            NOISE + "setopt noclobber\n",
            ".config/fish/config.fish",
            "echo noise; alias cp 'cp -i'\n",
            ".tcshrc",
            "echo noise; alias cp 'cp -i'\n");
    private static final Map<String, String> QUIET = Map.of();

    private record Account(String name, String shell, Map<String, String> files) {}

    /** By host: the accounts that it has one after the other. The first host is the head, where all of them submit a script. */
    private static final Map<Integer, List<Account>> HOSTS = new TreeMap<>(Map.of(
            1, List.of(new Account("bash", "bash", NOISY)),
            5, List.of(new Account("dash", "dash", NOISY), new Account("quiet tcsh", "tcsh", QUIET)),
            6, List.of(new Account("zsh", "zsh", NOISY)),
            7, List.of(new Account("fish", "fish", NOISY), new Account("quiet bash", "bash", QUIET)),
            8, List.of(new Account("tcsh", "tcsh", NOISY)),
            13, List.of(new Account("ash", "ash", NOISY), new Account("quiet fish", "fish", QUIET)),
            14, List.of(new Account("bash that becomes dash", "bash", with(".bash_profile", "exec dash\n")))));

    private static final int HEAD = 1;
    private static final int PARALLEL = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Map<Integer, LabAccount> accounts = new TreeMap<>();
    private Lab lab;
    private Sandbox sandbox;

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(folder);
        for (int host : HOSTS.keySet()) {
            accounts.put(host, LabAccount.of(lab, host));
            become(host, HOSTS.get(host).getFirst());
        }
    }

    private void become(int host, Account account) throws Exception {
        accounts.get(host).become(account.shell(), account.files());
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox == null) {
            return;
        }
        sandbox.cluster("down", "-y", "--force");
        sandbox.close();
        for (int host : accounts.keySet()) {
            accounts.get(host).restore();
            lab.on(host, "rm -f ~/copy ~/seen ~/work.py");
        }
    }

    private static Map<String, String> with(String name, String text) {
        Map<String, String> files = new TreeMap<>(NOISY);
        files.put(name, text);
        return files;
    }

    @Test
    void everyShellRunsWhatTheFileAndTheOperatorSay() throws Exception {
        up();
        List<Callable<List<Row>>> tasks = new ArrayList<>();
        HOSTS.forEach((host, _) -> tasks.add(() -> rows(host)));
        SoftAssertions each = new SoftAssertions();
        new FanOut(PARALLEL).all(tasks).forEach(rows -> rows.forEach(row -> row.check(each)));
        each.assertAll();
        sandbox.cluster("down", "-y").expect(0);
    }

    private void up() throws Exception {
        sandbox.config(new LabFile(lab, "shells")
                .hosts(HOSTS.keySet().stream().mapToInt(Integer::intValue).toArray())
                .min(HOSTS.size() - 1)
                .with("""
                        environment: {env_vars: {LAB_WORD: "a b"}}
                        setup_commands:
                          - "echo old >~/copy; cp /etc/hostname ~/copy; echo \\"$LAB_WORD ${BASH_VERSION:+bash}\\" >|~/seen"
                        """)
                .text());
        sandbox.cluster("up", "-y").expect(0);
    }

    /** What ran in an account. */
    private record Row(String name, Map<String, Object> seen, Map<String, Object> wanted) {
        Row(String name) {
            this(name, new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        void add(String way, Object isSeen, Object isWanted) {
            seen.put(way, isSeen);
            wanted.put(way, isWanted);
        }

        void check(SoftAssertions each) {
            wanted.forEach((way, value) ->
                    each.assertThat(seen.get(way)).as(name + ": " + way).isEqualTo(value));
        }
    }

    private List<Row> rows(int host) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Account account : HOSTS.get(host)) {
            become(host, account);
            rows.add(row(host, account.name()));
        }
        rows.getFirst().add("set-up", lab.on(host, "cat ~/seen; cmp ~/copy /etc/hostname"), "a b bash\n");
        if (host == HEAD) {
            for (List<Account> others : HOSTS.values()) {
                for (Account account : others) {
                    become(host, account);
                    rows.add(submit(account.name()));
                }
            }
        }
        return rows;
    }

    private Row row(int host, String account) throws Exception {
        String node = lab.address(host);
        Row row = new Row(account);
        row.add(
                "exec",
                sandbox.cluster("exec", "--node", node, "--", "sh", "-c", "echo \"$LAB_WORD\"; echo oops >&2; exit 3"),
                new Sandbox.Ended(3, "a b\n", "oops\n"));
        row.add("attach", play(host, """
                expect #
                type /bin/echo "wo""rd-$LAB_WORD"\\r
                expect word-a b
                type exit 7\\r
                """), "code 7, " + Play.RESTORED);
        String work = "echo \"tmux-$LAB_WORD\"; exit 3";
        row.add(
                "exec --tmux",
                sandbox.cluster("exec", "--tmux", "--node", node, "--", "sh", "-c", work)
                        .code(),
                0);
        row.add("attach --tmux", play(host, """
                expect tmux-a b
                type /bin/echo "wo""rd-$LAB_WORD"\\r
                expect word-a b
                type exit\\r
                """, "--tmux"), "code 0, " + Play.RESTORED);
        return row;
    }

    /** Quotes divide the word whose echo must not pass for its output. */
    private String play(int host, String steps, String... options) throws Exception {
        Play play = Play.of(Files.createDirectories(folder.resolve("host" + host)), "attach", steps);
        List<String> words = new ArrayList<>(List.of("attach", "--node", lab.address(host)));
        words.addAll(List.of(options));
        Sandbox.Ended ended = sandbox.under(play.program(), words.toArray(String[]::new));
        return ended.out() + ended.err();
    }

    /** To the head. */
    private Row submit(String account) throws Exception {
        Files.writeString(sandbox.folder().resolve("work.py"), """
                import os, sys
                print(os.environ["LAB_WORD"], *sys.argv[1:])
                print("oops", file=sys.stderr)
                sys.exit(3)
                """);
        Row row = new Row(account);
        row.add(
                "submit",
                sandbox.cluster("submit", "work.py", "--", "x  y", "*"),
                new Sandbox.Ended(3, "a b x  y *\n", "oops\n"));
        return row;
    }
}
