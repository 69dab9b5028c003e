package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.SimulationCsv;
import dev.muster.cli.json.SimulationJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.SimulationRun;
import dev.muster.cli.text.SimulationText;
import dev.muster.config.ConfigReader;
import dev.muster.config.SettingOverrides;
import dev.muster.config.WorkloadReader;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.Workload;
import dev.muster.simulator.ScenarioBuilder;
import dev.muster.simulator.Simulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "simulate",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster simulate [CONFIG] --workload SPEC [--set KEY=VALUE]... [options]",
        description = {
            "The autoscaler's own decisions are run with simulated time, machines and work. The result is a timeline,"
                    + " node hours, and how long work waits. With --set, the simulation is run a second time with other"
                    + " settings, and the difference is shown.",
            "Nothing is created, and no host is contacted. docs/simulate.md describes SPEC. --output csv prints the"
                    + " timeline."
        },
        footer = {
            "",
            "Examples:",
            "  cluster simulate --workload burst.yaml                 # one run",
            "  cluster simulate --workload day.yaml --set idle_timeout_minutes=1",
            "  cluster simulate lab.yaml --workload day.yaml --output csv > day.csv",
            "",
            "Exit codes: 0 success, 2 the config or the workload is not valid."
        })
final class SimulateCommand implements Callable<Integer> {
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
            names = "--workload",
            paramLabel = "SPEC",
            order = 1,
            required = true,
            description = "a YAML file that describes when work arrives and how machines behave")
    private Path spec = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            order = 2,
            description = "a setting of the second run, for example max_workers=8; may be repeated")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", order = 3, description = "random seed, instead of the one in SPEC")
    private Optional<Long> seed = Optional.empty();

    SimulateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path file = new ClusterResolver(context)
                .withFile(PositionalArguments.configOnly(arguments, "simulate"), options)
                .file()
                .path();
        Workload read = WorkloadReader.read(context.process().folder().resolve(spec));
        Workload workload = new Workload(read.length(), seed.orElse(read.seed()), read.machines(), read.parts());
        List<SimulationRun> runs = new ArrayList<>();
        runs.add(run("config file", file, SettingOverrides.NONE, workload));
        if (!settings.isEmpty()) {
            runs.add(run(String.join(" ", settings), file, new SettingOverrides(settings), workload));
        }
        print(workload, runs, new Printer(context, common));
        return ExitCodes.DONE;
    }

    private static SimulationRun run(String setting, Path file, SettingOverrides settings, Workload workload) {
        ClusterConfig config = ConfigReader.ofUser().read(file, settings).config();
        return new SimulationRun(setting, Simulation.run(ScenarioBuilder.of(config, workload)));
    }

    private void print(Workload workload, List<SimulationRun> runs, Printer printer) {
        switch (common.output()) {
            case JSON -> printer.json(SimulationJson.of(workload, runs));
            case CSV -> SimulationCsv.lines(runs).forEach(printer::line);
            case TABLE -> {
                printer.line(SimulationText.headline(workload));
                printer.line("");
                printer.table(SimulationText.figures(runs), "");
                for (SimulationRun run : runs) {
                    printer.line("");
                    printer.line(run.setting() + ":");
                    SimulationText.neverStarted(run).forEach(line -> printer.line("  " + line));
                    printer.table(SimulationText.timeline(run), "  ");
                }
            }
        }
    }
}
