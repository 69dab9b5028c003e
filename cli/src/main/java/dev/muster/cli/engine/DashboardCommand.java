package dev.muster.cli.engine;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.StopSignal;
import dev.muster.cli.console.TerminalWindow;
import dev.muster.cli.json.DashboardJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.OptionBounds;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.ClusterHints;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.Shell;
import dev.muster.core.port.RemoteHost;
import dev.muster.engine.EngineDashboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "dashboard",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster dashboard [CONFIG] [options]",
        description = {
            "Forward a port of this machine to the dashboard on the head, over SSH, and open it in the browser. It lasts until"
                    + " Ctrl-C.",
            "The dashboard asks for the token of the cluster once. This command prints how to read it, but not the token."
        },
        footer = {
            "",
            "Examples:",
            "  cluster dashboard",
            "  cluster dashboard lab.yaml -p 9000   # on port 9000 of this machine",
            "  cluster dashboard --no-browser",
            "",
            "Exit codes: 0 after Ctrl-C; 1 the cluster is not up, or its engine does not answer; 2 usage error, or the cluster has"
                    + " no engine with a dashboard; 255 the head is unreachable; 143 after SIGTERM, 129 after SIGHUP."
        })
public final class DashboardCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "CONFIG",
            description = "the cluster's config file (default: cluster.yaml)")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            order = 1,
            description = "the port of this machine (default: the dashboard's own); if it is in use, the next free one")
    private @Nullable Integer port;

    @Option(
            names = "--remote-port",
            paramLabel = "PORT",
            order = 2,
            description = "the port of the head (default: where the dashboard is, usually 8265)")
    private @Nullable Integer remotePort;

    @Option(names = "--no-browser", order = 3, description = "open no browser")
    private boolean noBrowser;

    public DashboardCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        OptionBounds.port("--port", port);
        OptionBounds.port("--remote-port", remotePort);
        PositionalArguments positional = PositionalArguments.configOnly(arguments, "dashboard");
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        OnHead head = new OnHead(context, common);
        return head.in(cluster, session -> {
            Optional<EngineDashboard> found =
                    head.ask(session, session.console().dashboard(), EngineDashboard::parse);
            return found.isEmpty()
                    ? ExitCodes.ENGINE
                    : forward(session, found.get(), head.printer(), positional.hints(options));
        });
    }

    private int forward(Session session, EngineDashboard found, Printer printer, ClusterHints hints)
            throws InterruptedException {
        int remote = remotePort == null ? found.port() : remotePort;
        int local = port == null ? remote : port;
        RemoteHost host = session.host(session.head());
        BlockingQueue<StopSignal> signals = new LinkedBlockingQueue<>();
        try (TerminalWindow.Handling _ = context.process().window().handleStopSignals(signals::add);
                RemoteHost.Forward forward = FreePort.forward(host, local, remote)) {
            if (forward.port() != local) {
                printer.note("port " + local + " of this machine is in use");
            }
            show("http://" + forward.host() + ":" + forward.port(), found, printer, hints);
            StopSignal signal = signals.take();
            return signal == StopSignal.INT ? ExitCodes.DONE : signal.exitCode();
        }
    }

    private void show(String url, EngineDashboard found, Printer printer, ClusterHints hints) {
        if (common.json()) {
            printer.json(DashboardJson.of(url, found.tokenFile()));
            return;
        }
        printer.line(url);
        printer.requireReader();
        found.tokenFile()
                .ifPresent(file -> printer.note("the dashboard asks for the token in " + file
                        + " of the head; to print it: " + hints.command("exec", "-- cat " + Shell.quote(file))));
        boolean isOpened = !noBrowser
                && context.process().window().outIsTerminal()
                && context.process().browser().open(url);
        printer.note((isOpened ? "opened a browser; " : "open this address in a browser; ") + "Ctrl-C ends it");
    }
}
