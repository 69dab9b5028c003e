package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.SimulationCsv;
import dev.muster.cli.json.SimulationJson;
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
            "Run the autoscaler's own decisions against simulated time, machines and work: a timeline, node hours, and"
                    + " how long work waits. With --set, the same once more with other settings, and the difference.",
            "Nothing is created, and no host is asked. docs/simulate.md describes SPEC. --output csv prints the timeline."
        },
        footer = {
            "",
            "Examples:",
            "  cluster simulate --workload burst.yaml",
            "  cluster simulate --workload day.yaml --set idle_timeout_minutes=1 --set upscaling_speed=4",
            "  cluster simulate lab.yaml --workload day.yaml --output csv > day.csv",
            "",
            "Exit codes: 0 done, 2 the config or the workload is not right: every problem with its line."
        })
final class SimulateCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(arity = "0..*", paramLabel = "CONFIG", description = "the cluster's file (default: cluster.yaml)")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--workload",
            paramLabel = "SPEC",
            order = 1,
            required = true,
            description = "a YAML file: which work comes when, and how machines behave")
    private Path spec = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            order = 2,
            description = "a key of the config as it should be the second time, as in max_workers=8; may be repeated")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", order = 3, description = "of all chance, instead of SPEC's")
    private Optional<Long> seed = Optional.empty();

    SimulateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path file = new ClusterResolver(context)
                .withFile(PositionalWords.anywhere(words).alone("simulate"), which)
                .file()
                .path();
        Workload read = WorkloadReader.read(context.surroundings().folder().resolve(spec));
        Workload workload = new Workload(read.length(), seed.orElse(read.seed()), read.machines(), read.parts());
        List<SimulationRun> runs = new ArrayList<>();
        runs.add(run("as the file", file, SettingOverrides.NONE, workload));
        if (!settings.isEmpty()) {
            runs.add(run(String.join(" ", settings), file, new SettingOverrides(settings), workload));
        }
        show(workload, runs, new Printer(context, common));
        return ExitCodes.DONE;
    }

    private static SimulationRun run(String setting, Path file, SettingOverrides settings, Workload workload) {
        ClusterConfig config = ConfigReader.ofUser().read(file, settings).config();
        return new SimulationRun(setting, Simulation.run(ScenarioBuilder.of(config, workload)));
    }

    private void show(Workload workload, List<SimulationRun> runs, Printer printer) {
        switch (common.output) {
            case JSON -> printer.json(SimulationJson.of(workload, runs));
            case CSV -> SimulationCsv.lines(runs).forEach(printer::line);
            case TABLE -> {
                printer.line(SimulationText.headline(workload));
                printer.line("");
                printer.table(SimulationText.figures(runs), "");
                for (SimulationRun run : runs) {
                    printer.line("");
                    printer.line(run.setting() + ":");
                    printer.table(SimulationText.timeline(run), "  ");
                }
            }
        }
    }
}
