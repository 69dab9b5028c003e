package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Commands on nodes that are stopped before they end, on whatever provider: what reaches them, what is still shown, and what is left. */
record StoppedCommand(Sandbox sandbox) {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Saves its work when it is asked to end, and needs half a second for it. */
    private static final String SAVES = """
            import signal, sys, time
            def save(number, frame):
                open('checkpoint', 'w').write(str(number))
                time.sleep(0.5)
                print('saved', flush=True)
                sys.exit(0)
            signal.signal(signal.SIGINT, save)
            signal.signal(signal.SIGTERM, save)
            print('begun', flush=True)
            while True: time.sleep(0.1)
            """;

    /** On all nodes, of which there are so many. */
    void savesItsWork(String signal, int number, int code, int nodes) throws Exception {
        Sandbox.Running exec = sandbox.begin("exec", "--all", "--", "python3", "-c", SAVES);
        Patience.untilTrue("begun", SOON, () -> exec.out().split("begun", -1).length == nodes + 1);
        exec.signal(signal);
        Sandbox.Ended ended = exec.await().expect(code);
        assertThat(ended.out().split("saved", -1)).hasSize(nodes + 1);
        assertThat(sandbox.cluster("exec", "--all", "--fold", "--", "cat", "checkpoint")
                        .expect(0)
                        .out())
                .contains(Integer.toString(number));
    }

    void whatIgnoresEverySignalIsKilledByASecondCtrlC() throws Exception {
        Sandbox.Running exec =
                sandbox.begin("exec", "--", "trap '' INT TERM; echo begun; while :; do sleep 0.1; : ignores-all; done");
        Patience.untilTrue("begun", SOON, () -> exec.out().contains("begun"));
        exec.signal("INT");
        Patience.untilTrue("noted", SOON, () -> exec.err().contains("interrupting 1 node; press Ctrl-C again to kill"));
        exec.signal("INT");
        exec.await().expect(130);
        isGone("[i]gnores-all");
    }

    /** @param reader what reads the output, as in {@code head -1} */
    void aClosedOutputEndsIt(String reader) throws Exception {
        Sandbox.Ended ended = sandbox.shell("set -o pipefail; cluster exec --all -- yes closed-output | " + reader);
        assertThat(ended.out()).contains("closed-output");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isEqualTo(141);
        isGone("yes [c]losed-output");
    }

    private void isGone(String pattern) throws Exception {
        String count = "grep -ls -e '" + pattern + "' /proc/[0-9]*/cmdline | wc -l";
        assertThat(sandbox.cluster("exec", "--", count).expect(0).out().strip()).isEqualTo("0");
    }
}
