package dev.muster.engine.ray.start;

import dev.muster.core.script.ShellScript;
import dev.muster.engine.EngineNode;
import dev.muster.engine.EngineSite;
import dev.muster.engine.EngineStart;
import dev.muster.engine.EngineValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans how Ray starts on a node. */
public final class RayStart {
    /** The token that the file of the cluster sets itself: the check of the head writes it, because only the node has its environment. */
    private static final String OWN_TOKEN = "own_token";

    /** Ray's folder in the scratch folder. Ray lets all users of the host write to its folder, but they cannot reach it there. Short, because of the sockets below it. */
    static final String FOLDER = "r";

    private static final String LOGS = "session_latest/logs";

    private RayStart() {}

    /** @throws IllegalArgumentException if the commands have errors */
    public static EngineStart of(EngineNode node) {
        RayCommands commands = RayCommands.of(node.commands());
        StartPlan plan = commands.of(node.isHead() ? Side.HEAD : Side.WORKER);
        if (plan.hasErrors()) {
            throw new IllegalArgumentException("the start commands have errors: " + plan.findings());
        }
        Map<String, String> folder = Map.of("temp", plan.tempFolder().orElse(""));
        boolean makesToken = RayVariables.makesToken(node);
        return new EngineStart(
                RayVariables.session(node, commands.ports()),
                RayVariables.start(node),
                ShellScript.of(RayScript.CHECK, check(node, commands.ports(), plan))
                        .text(),
                plan.commands(),
                ShellScript.of(RayScript.READY, folder).text(),
                ShellScript.of(RayScript.DIAGNOSE, folder).text(),
                logs(plan.tempFolder()),
                makesToken ? RayVariables.SECRET : "",
                makesToken ? ".ray/auth_token" : "");
    }

    /** Returns where the head's program reaches the global control service, which listens on all addresses of its host. */
    public static String gcsAddress(EngineNode head) {
        return "127.0.0.1:" + RayCommands.of(head.commands()).ports().gcs();
    }

    /** Returns Ray's folder on the head's host, with its sessions. */
    public static Path tempFolder(EngineSite site) {
        return RayCommands.of(site.head().commands())
                .of(Side.HEAD)
                .tempFolder()
                .map(Path::of)
                .orElseGet(() -> site.scratch().resolve(FOLDER));
    }

    /** Returns the file with the token that Ray's head was started with; empty if Ray runs without one. */
    public static Optional<Path> tokenFile(EngineSite site) {
        return RayVariables.makesToken(site.head())
                ? Optional.of(site.folder().resolve(RayVariables.SECRET))
                : Optional.of(site.folder().resolve(OWN_TOKEN)).filter(Files::exists);
    }

    private static Map<String, String> check(EngineNode node, RayPorts ports, StartPlan plan) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("side", node.isHead() ? "head" : "worker");
        variables.put("program", plan.program());
        variables.put("must_exist", plan.needsProgram() ? "yes" : "no");
        variables.put("head", node.headAddress());
        variables.put("port", Integer.toString(ports.gcs()));
        variables.put("dashboard_port", Integer.toString(ports.dashboard()));
        variables.put("token", RayVariables.makesToken(node) ? RayVariables.SECRET : "");
        variables.put("rocksdb", isRocksDb(node) ? "yes" : "no");
        variables.put("temp", plan.tempFolder().orElse(""));
        variables.put("patience", "30");
        variables.put("proc", "/proc");
        return variables;
    }

    private static boolean isRocksDb(EngineNode node) {
        return HeadState.of(node.settings())
                .filter(HeadState.RocksDb.class::isInstance)
                .isPresent();
    }

    private static EngineValue logs(Optional<String> tempFolder) {
        return tempFolder
                .<EngineValue>map(path -> new EngineValue.Text(path + "/" + LOGS))
                .orElseGet(() -> new EngineValue.InScratch(FOLDER + "/" + LOGS));
    }
}
