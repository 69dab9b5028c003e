package dev.muster.engine.ray.start;

import dev.muster.engine.ray.shell.Word;
import java.util.ArrayList;
import java.util.List;

/** Checks the options of one {@code ray start}. */
final class StartCheck {
    private static final List<String> PORTS = List.of("--port", "--redis-port", "--dashboard-port");

    private final StartLine line;
    private final Side side;
    private final List<Finding> findings = new ArrayList<>();

    private StartCheck(StartLine line, Side side) {
        this.line = line;
        this.side = side;
    }

    static List<Finding> of(StartLine line, Side side) {
        StartCheck check = new StartCheck(line, side);
        check.role();
        PORTS.forEach(check::port);
        check.workerPorts();
        check.tempFolder();
        check.renamed();
        check.invisible();
        return check.findings;
    }

    private void role() {
        boolean isHead = line.has("--head");
        if (side == Side.HEAD && !isHead) {
            error("'ray start' without --head starts no head", "add --head");
        }
        if (side == Side.WORKER && isHead) {
            error("'ray start --head' would start another head on each worker", "write --address=$RAY_HEAD_IP:6379");
        }
        if (side == Side.WORKER && !isHead && !line.has("--address") && !line.has("--redis-address")) {
            error("'ray start' does not say where the head is", "add --address=$RAY_HEAD_IP:6379");
        }
    }

    private void port(String name) {
        line.find(name)
                .filter(option -> side == Side.HEAD && line.port(option.name()).isEmpty())
                .ifPresent(option -> error(
                        name + " must be a number from 1 to 65535, because Muster connects to that port",
                        "write " + name + "=6379, for example"));
    }

    /** Ray refuses a port that it may also give to its worker processes. */
    private void workerPorts() {
        boolean isDefault =
                !line.has("--min-worker-port") && !line.has("--max-worker-port") && !line.has("--worker-port-list");
        PORTS.forEach(name -> line.port(name).stream()
                .filter(port -> isDefault && port >= 10_002 && port <= 19_999)
                .forEach(port -> error(
                        name + "=" + port
                                + " is among the ports 10002 to 19999 of Ray's worker processes, which Ray refuses",
                        "write another port, or set --min-worker-port and --max-worker-port")));
    }

    private void tempFolder() {
        line.find("--temp-dir").ifPresent(option -> {
            if (!option.isFixed() || !option.value().orElse("").startsWith("/")) {
                error(
                        "--temp-dir must be an absolute path without variables",
                        "leave it out: each cluster has a folder of its own");
            } else {
                warn(
                        "Ray's folder " + option.value().orElse("")
                                + " stays after 'cluster down', and clusters on one host must not share it",
                        "leave --temp-dir out: each cluster has a folder of its own");
            }
        });
    }

    private void renamed() {
        StartRewrite.RENAMED.forEach((old, current) -> {
            if (line.has(old)) {
                warn("Ray replaced " + old + " with " + current + ", and Muster writes that", "");
            }
        });
    }

    private void invisible() {
        for (Word word : line.invisible()) {
            warn("it is not visible which options '" + word.raw() + "' contains", "write the options themselves");
        }
    }

    private void error(String message, String hint) {
        findings.add(Finding.error(line.command(), message, hint));
    }

    private void warn(String message, String hint) {
        findings.add(Finding.warning(line.command(), message, hint));
    }
}
