package dev.muster.cli.command;

import dev.muster.client.ClusterRef;
import dev.muster.client.Multiplexer;
import dev.muster.client.Rsync;
import dev.muster.client.Session;
import dev.muster.core.Shell;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "submit",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster submit [CONFIG] [options] SCRIPT [-- ARGS]",
        description = {
            "Copy a script to the head's home and run it there with python, in the cluster's environment (a .sh with bash).",
            "Words after -- reach the script as they are. Ctrl-C and other signals reach it as with 'cluster exec'."
        },
        footer = {
            "",
            "Examples:",
            "  cluster submit train.py",
            "  cluster submit cluster.yaml train.py -- --epochs 3",
            "  cluster submit --start --stop train.py",
            "",
            "Exit codes: the script's own; 255 when the head was not reachable, or lost; as 'cluster exec' when it was stopped."
        })
final class SubmitCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Mixin
    private final WorkOptions how = new WorkOptions();

    @Option(
            names = "--args",
            paramLabel = "TEXT",
            order = 5,
            description = "arguments as one text, as Ray's; better: after --")
    private String arguments = "";

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "the cluster's file (default: cluster.yaml), the script, its arguments")
    private List<String> words = new ArrayList<>();

    SubmitCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalWords plain = PositionalWords.atTheStart(words);
        if (plain.rest().isEmpty()) {
            throw new UserError("which script? None was given", "as in: cluster submit train.py -- --epochs 3");
        }
        String script = plain.rest().getFirst();
        List<String> given =
                new ArrayList<>(plain.rest().subList(1, plain.rest().size()));
        given.addAll(context.wordsAfterDashes().orElse(List.of()));
        Multiplexer tool = how.session().multiplexer().orElse(null);
        if (tool != null && (how.session().forwards() || common.json())) {
            throw new UserError("--" + tool.word() + " returns at once: -p and --output json do not go with it");
        }
        ClusterRef cluster = how.cluster(new ClusterResolver(context), plain, which);
        return how.around(
                cluster,
                new StartAndStop(context, common),
                there -> PassedExitCode.of(context, common, () -> in(there, script, given)));
    }

    private int in(ClusterRef cluster, String script, List<String> given) throws Exception {
        Printer printer = new Printer(context, common);
        CopyProgress progress = new CopyProgress(context.surroundings(), printer);
        try (Session session = context.clusters().get().open(cluster)) {
            Rsync rsync = RsyncWords.rsync(context, session, progress);
            NodeAddress head = session.head();
            String name = String.valueOf(Path.of(script).getFileName());
            progress.during(() -> rsync.up(head, rsync.readFile(script, "~/" + name)));
            Multiplexer tool = how.session().multiplexer().orElse(null);
            return tool == null
                    ? run(session, head, text(name, given), printer)
                    : how.begin(session, List.of(head), text(name, given), tool, printer);
        }
    }

    /** Where there is only a python3, that is meant. */
    private String text(String name, List<String> given) {
        String words = "\"$HOME\"/" + Shell.quote(name) + (given.isEmpty() ? "" : " " + Shell.words(given))
                + (arguments.isEmpty() ? "" : " " + arguments);
        return name.endsWith(".sh")
                ? "exec bash " + words
                : "if command -v python >/dev/null; then exec python " + words + "; else exec python3 " + words
                        + "; fi";
    }

    private int run(Session session, NodeAddress head, String text, Printer printer) throws Exception {
        how.session().forward(session.host(head), printer);
        ExecView view = common.json() ? new JsonExecView(printer) : new PlainExecView(printer);
        NodesRun run = new NodesRun(session, text, null, context.surroundings().window(), printer);
        int code = run.on(List.of(head), view);
        how.noteEnd(run);
        return code;
    }
}
