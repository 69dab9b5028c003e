package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.ProblemsJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.Units;
import dev.muster.client.ClusterRef;
import dev.muster.client.ConfigFile;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.InvalidConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster validate [CONFIG] [options]",
        description = "All problems are reported at once, each with its line, its column and what was expected.",
        footer = {
            "",
            "Examples:",
            "  cluster validate cluster.yaml        # report every problem of the file",
            "  cluster validate --expanded          # print it with all defaults",
            "  cluster validate --output json | jq .problems",
            "",
            "Exit codes: 0 valid (warnings are allowed), 2 not valid."
        })
final class ValidateCommand implements Callable<Integer> {
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

    @Option(names = "--expanded", order = 1, description = "print the complete config as YAML")
    private boolean expanded;

    ValidateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Printer printer = new Printer(context, common);
        try {
            ClusterRef.OfFile cluster = new ClusterResolver(context)
                    .withFile(PositionalArguments.configOnly(arguments, "validate"), options);
            print(cluster.file(), printer);
            return ExitCodes.DONE;
        } catch (InvalidConfig e) {
            if (common.json()) {
                printer.json(ProblemsJson.of(e.problems()));
                return ExitCodes.USAGE;
            }
            throw e;
        }
    }

    private void print(ConfigFile file, Printer printer) {
        if (common.json()) {
            printer.json(ProblemsJson.of(file.warnings()));
            return;
        }
        file.warnings().forEach(warning -> printer.note(warning.toString()));
        if (expanded) {
            printer.out().print(file.expanded());
        } else {
            printer.line(file.path().getFileName() + " is valid: " + summary(file.config()));
        }
    }

    private static String summary(ClusterConfig config) {
        return "cluster " + config.name() + ", provider " + config.provider().type() + ", engine "
                + config.engine().name() + ", "
                + Units.count(config.types().size(), "node type") + ", "
                + workers(config.minWorkers(), config.maxWorkers());
    }

    private static String workers(int min, int max) {
        return (min == max ? "" : min + " to ") + Units.count(max, "worker");
    }
}
