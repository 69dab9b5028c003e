package dev.muster.cli.command;

import dev.muster.cli.console.ClientVersion;
import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.output.Printer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "version",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster version [options]",
        description = "Also print the version of Java that the command runs on.",
        footer = {
            "",
            "Examples:",
            "  cluster version                      # for a bug report",
            "  cluster version --output json | jq -r .version",
            "",
            "Exit codes: 0 success."
        })
final class VersionCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    VersionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Printer printer = new Printer(context, common);
        if (common.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("schema_version", 1);
            json.put("version", ClientVersion.NUMBER);
            json.put("java", ClientVersion.java());
            printer.json(json);
        } else {
            printer.line(ClientVersion.text());
        }
        return ExitCodes.DONE;
    }
}
