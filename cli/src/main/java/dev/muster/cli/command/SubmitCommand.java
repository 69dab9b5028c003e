package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.progress.CopyProgress;
import dev.muster.cli.run.ExecView;
import dev.muster.cli.run.JsonExecView;
import dev.muster.cli.run.NodesRun;
import dev.muster.cli.run.PassedExitCode;
import dev.muster.cli.run.PlainExecView;
import dev.muster.cli.run.RsyncOptions;
import dev.muster.cli.run.StartAndStop;
import dev.muster.cli.run.WorkOptions;
import dev.muster.cli.text.ClusterHints;
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
            "The script is copied to the home folder of the head and run in the cluster's environment, with python, or"
                    + " with bash if its name ends in .sh. Ctrl-C and other signals reach it as with 'cluster exec'.",
            "Arguments after -- are passed to the script unchanged."
        },
        footer = {
            "",
            "Examples:",
            "  cluster submit train.py                                # run it on the head",
            "  cluster submit cluster.yaml train.py -- --epochs 3     # with arguments",
            "  cluster submit --start --stop train.py                 # up, run, down",
            "  cluster submit --tmux train.py                         # in the background",
            "",
            "Exit codes: the script's own; 1 the cluster does not exist or is not up; 2 usage error, 255 the head is unreachable, or"
                    + " the connection was lost; as 'cluster exec' when it was stopped."
        })
final class SubmitCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final WorkOptions work = new WorkOptions();

    @Option(
            names = "--args",
            paramLabel = "TEXT",
            order = 5,
            description = "the script's arguments as one shell text, as for 'ray submit'; prefer -- ARGUMENTS")
    private String shellArguments = "";

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "the cluster's config file (default: cluster.yaml), the script, its arguments")
    private List<String> arguments = new ArrayList<>();

    SubmitCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configFirst(arguments);
        if (positional.others().isEmpty()) {
            throw new UserError("missing argument SCRIPT", "example: cluster submit train.py -- --epochs 3");
        }
        String script = positional.others().getFirst();
        List<String> given = new ArrayList<>(
                positional.others().subList(1, positional.others().size()));
        given.addAll(context.argumentsAfterDashes().orElse(List.of()));
        Multiplexer tool = work.session().multiplexer().orElse(null);
        if (tool != null && (work.session().forwards() || common.json())) {
            throw new UserError(
                    "--" + tool.wireName() + " returns at once, so it cannot be combined with -p or --output json");
        }
        ClusterRef cluster = work.cluster(new ClusterResolver(context), positional, options);
        return work.around(
                cluster,
                new StartAndStop(context, common, positional.hints(options)),
                running -> PassedExitCode.of(
                        context, common, () -> submit(running, script, given, positional.hints(options))));
    }

    private int submit(ClusterRef cluster, String script, List<String> given, ClusterHints hints) throws Exception {
        Printer printer = new Printer(context, common);
        CopyProgress progress = new CopyProgress(context.process(), printer);
        try (Session session = context.clusters().get().open(cluster)) {
            Rsync rsync = RsyncOptions.rsync(context, session, progress);
            NodeAddress head = session.head();
            String name = String.valueOf(Path.of(script).getFileName());
            progress.during(() -> rsync.upload(head, rsync.readFile(script, "~/" + name)));
            Multiplexer tool = work.session().multiplexer().orElse(null);
            return tool == null
                    ? run(session, head, text(name, given), printer)
                    : work.begin(session, List.of(head), text(name, given), tool, printer, hints);
        }
    }

    /** Uses python3 on a host that has no python. */
    private String text(String name, List<String> given) {
        String call = "\"$HOME\"/" + Shell.quote(name) + (given.isEmpty() ? "" : " " + Shell.words(given))
                + (shellArguments.isEmpty() ? "" : " " + shellArguments);
        return name.endsWith(".sh")
                ? "exec bash " + call
                : "if command -v python >/dev/null; then exec python " + call + "; else exec python3 " + call + "; fi";
    }

    private int run(Session session, NodeAddress head, String text, Printer printer) throws Exception {
        work.session().forward(session.host(head), printer);
        ExecView view = common.json() ? new JsonExecView(printer) : new PlainExecView(printer);
        NodesRun run = new NodesRun(session, text, null, context.process().window(), printer);
        int code = run.on(List.of(head), view);
        work.noteEnd(run);
        return code;
    }
}
