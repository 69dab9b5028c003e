package dev.muster.engine.ray.start;

import java.util.List;

/** Start commands, what they become, and what then runs. */
final class Rewrites {
    static final String ADDED = " --temp-dir=\"$MUSTER_ENGINE_SCRATCH/r\" --node-ip-address=\"$MUSTER_ENGINE_ADDRESS\"";
    static final String HEAD = "ray start --no-monitor" + ADDED;
    static final String WORKER = "ray start" + ADDED;

    /**
     * One example.
     *
     * @param runs the calls of {@code ray}, with their arguments in brackets
     * @param blocks whether {@code ray start} stays in the foreground, so that no command that waits is added
     */
    record Example(Side side, String command, String rewritten, boolean blocks, List<String> runs) {
        @Override
        public String toString() {
            return side + ": " + command.replace("\n", "\\n");
        }
    }

    private static final String RUN_HEAD = "[start][--no-monitor][--temp-dir=/s/r][--node-ip-address=10.0.0.2]";
    private static final String RUN_WORKER = "[start][--temp-dir=/s/r][--node-ip-address=10.0.0.2]";

    static final List<Example> ALL = List.of(
            // The files of Ray's documentation.
            head(
                    "ulimit -c unlimited && ray start --head --port=6379 --autoscaling-config=~/ray_bootstrap_config.yaml",
                    "ulimit -c unlimited && exec " + HEAD + " --block --head --port=6379",
                    RUN_HEAD + "[--block][--head][--port=6379]"),
            head(
                    "ulimit -n 1024; ray start --head --port=6379 --object-manager-port=8076 --autoscaling-config ~/c.yaml --dashboard-host=0.0.0.0",
                    "ulimit -n 1024; exec " + HEAD
                            + " --block --head --port=6379 --object-manager-port=8076 --dashboard-host=0.0.0.0",
                    RUN_HEAD + "[--block][--head][--port=6379][--object-manager-port=8076][--dashboard-host=0.0.0.0]"),
            worker(
                    "ulimit -n 1024; ray start --address=$RAY_HEAD_IP:6379 --object-manager-port=8076",
                    "ulimit -n 1024; exec " + WORKER
                            + " --block --address=$RAY_HEAD_IP:6379 --object-manager-port=8076",
                    RUN_WORKER + "[--block][--address=10.0.0.1:6379][--object-manager-port=8076]"),
            // What is given stays.
            head(
                    "ray start --head --block --no-monitor --node-ip-address 10.9.9.9 --temp-dir /t",
                    "exec ray start --head --block --no-monitor --node-ip-address 10.9.9.9 --temp-dir /t",
                    "[start][--head][--block][--no-monitor][--node-ip-address][10.9.9.9][--temp-dir][/t]"),
            head(
                    "ray start --redis-port=6379 --head",
                    "exec " + HEAD + " --block --port=6379 --head",
                    RUN_HEAD + "[--block][--port=6379][--head]"),
            worker(
                    "ray start --redis-address=$RAY_HEAD_IP:6379",
                    "exec " + WORKER + " --block --address=$RAY_HEAD_IP:6379",
                    RUN_WORKER + "[--block][--address=10.0.0.1:6379]"),
            // Quotes, variables, several lines, comments, redirections.
            head(
                    "ray start --head --labels='{\"a b\": \"c\"}' --resources \"{\\\"x\\\": 1}\" # ray start --help",
                    "exec " + HEAD
                            + " --block --head --labels='{\"a b\": \"c\"}' --resources \"{\\\"x\\\": 1}\" # ray start --help",
                    RUN_HEAD + "[--block][--head][--labels={\"a b\": \"c\"}][--resources][{\"x\": 1}]"),
            head(
                    "ray start --head \\\n  --autoscaling-config=~/x.yaml \\\n  --port=6379",
                    "exec " + HEAD + " --block --head \\\n \\\n  --port=6379",
                    RUN_HEAD + "[--block][--head][--port=6379]"),
            head(
                    "ray start --head \\\n  --autoscaling-config=~/x.yaml\n",
                    "exec " + HEAD + " --block --head \\\n\n",
                    RUN_HEAD + "[--block][--head]"),
            head(
                    "cd /tmp\nA=1 B='x y' ray 'start' --\"head\" >/dev/null 2>&1",
                    "cd /tmp\nA=1 B='x y' exec ray 'start' --no-monitor" + ADDED
                            + " --block --\"head\" >/dev/null 2>&1",
                    RUN_HEAD + "[--block][--head]"),
            head(
                    "export X=1; ray start --head --num-cpus=$(echo 3) --dashboard-host=${HOST:-a b}",
                    "export X=1; exec " + HEAD + " --block --head --num-cpus=$(echo 3) --dashboard-host=${HOST:-a b}",
                    RUN_HEAD + "[--block][--head][--num-cpus=3][--dashboard-host=a][b]"),
            head(
                    "cat <<END >/dev/null\nray is started next\nEND\nray start --head",
                    "cat <<END >/dev/null\nray is started next\nEND\nexec " + HEAD + " --block --head",
                    RUN_HEAD + "[--block][--head]"),
            // Other ways to call it.
            head(
                    "\"$FOLDER\"/bin/ray start --head",
                    "exec \"$FOLDER\"/bin/ray start --no-monitor" + ADDED + " --block --head",
                    RUN_HEAD + "[--block][--head]"),
            head(
                    "python -u -m ray.scripts.scripts start --head",
                    "exec python -u -m ray.scripts.scripts start --no-monitor" + ADDED + " --block --head",
                    RUN_HEAD + "[--block][--head]"),
            head(
                    "exec env X=1 ray --logging-level=info start --head",
                    "exec env X=1 ray --logging-level=info start --no-monitor" + ADDED + " --block --head",
                    "[--logging-level=info]" + RUN_HEAD + "[--block][--head]"),
            head("nice -n 1 ray start --head", "nice -n 1 " + HEAD + " --block --head", RUN_HEAD + "[--block][--head]"),
            // Something follows, or the shell does not wait: another command waits.
            waiting(
                    "ray start --head --block && echo started >/dev/null",
                    HEAD + " --head && echo started >/dev/null",
                    RUN_HEAD + "[--head]"),
            waiting("ray start --head --block &", HEAD + " --head &", RUN_HEAD + "[--head]"),
            waiting("ray start --head | cat", HEAD + " --head | cat", RUN_HEAD + "[--head]"),
            waiting("ray start --head || exit 3", HEAD + " --head || exit 3", RUN_HEAD + "[--head]"),
            waiting("timeout 60 ray start --head", "timeout 60 " + HEAD + " --head", RUN_HEAD + "[--head]"),
            waiting("(ray start --head)", "(" + HEAD + " --head)", RUN_HEAD + "[--head]"),
            waiting(
                    "if true; then ray start --head; else ray start --head; fi",
                    "if true; then " + HEAD + " --head; else " + HEAD + " --head; fi",
                    RUN_HEAD + "[--head]"),
            waiting(
                    "begin() { ray start --head; }; begin",
                    "begin() { " + HEAD + " --head; }; begin",
                    RUN_HEAD + "[--head]"),
            waiting(
                    "case $((1+1)) in 2) ray start --head;; *) false;; esac",
                    "case $((1+1)) in 2) " + HEAD + " --head;; *) false;; esac",
                    RUN_HEAD + "[--head]"),
            // It would stop others' Rays.
            head(
                    "ray stop --force >/dev/null 2>&1 || true; ray start --head",
                    "true >/dev/null 2>&1 || true; exec " + HEAD + " --block --head",
                    RUN_HEAD + "[--block][--head]"),
            head(
                    "sudo ray stop; ray start --head",
                    "true; exec " + HEAD + " --block --head",
                    RUN_HEAD + "[--block][--head]"));

    private Rewrites() {}

    private static Example head(String command, String rewritten, String... runs) {
        return new Example(Side.HEAD, command, rewritten, true, List.of(runs));
    }

    private static Example worker(String command, String rewritten, String... runs) {
        return new Example(Side.WORKER, command, rewritten, true, List.of(runs));
    }

    private static Example waiting(String command, String rewritten, String... runs) {
        return new Example(Side.HEAD, command, rewritten, false, List.of(runs));
    }
}
