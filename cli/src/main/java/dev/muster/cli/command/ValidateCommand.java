package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.ProblemsJson;
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
        description =
                "Check a config file and nothing else: every problem at once, with line, column and what was expected.",
        footer = {
            "",
            "Examples:",
            "  cluster validate cluster.yaml",
            "  cluster validate --expanded          the full form, with every default filled in",
            "",
            "Exit codes: 0 it is right (warnings are allowed), 2 it is not."
        })
final class ValidateCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(arity = "0..*", paramLabel = "CONFIG", description = "the cluster's file (default: cluster.yaml)")
    private List<String> words = new ArrayList<>();

    @Option(names = "--expanded", order = 1, description = "print the full form as YAML")
    private boolean expanded;

    ValidateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Printer printer = new Printer(context, common);
        try {
            ClusterRef.OfFile cluster = new ClusterResolver(context)
                    .withFile(PositionalWords.anywhere(words).alone("validate"), which);
            show(cluster.file(), printer);
            return ExitCodes.DONE;
        } catch (InvalidConfig e) {
            if (common.json()) {
                printer.json(ProblemsJson.of(e.problems()));
            }
            throw e;
        }
    }

    private void show(ConfigFile file, Printer printer) {
        if (common.json()) {
            printer.json(ProblemsJson.of(file.warnings()));
            return;
        }
        file.warnings().forEach(warning -> printer.note(warning.toString()));
        if (expanded) {
            printer.out().print(file.expanded());
        } else {
            printer.line(file.path().getFileName() + " is right: " + summary(file.config()));
        }
    }

    private static String summary(ClusterConfig config) {
        return "cluster " + config.name() + ", provider " + config.provider().type() + ", engine "
                + config.engine().kind().wireName() + ", "
                + Units.count(config.types().size(), "node type") + ", "
                + config.minWorkers() + " to " + Units.count(config.maxWorkers(), "worker");
    }
}
