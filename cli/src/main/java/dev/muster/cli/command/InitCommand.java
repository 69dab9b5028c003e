package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster init [FILE] [options]",
        description =
                "Write a first config file: for the hosts you name, or for this machine alone. Nothing is overwritten.",
        footer = {
            "",
            "Examples:",
            "  cluster init --hosts vm1,vm2,vm3     the first is the head",
            "  cluster init --hosts 'vm[1-8]'",
            "  cluster init lab.yaml                every node a process on this machine"
        })
final class InitCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "default: cluster.yaml")
    private String file = "cluster.yaml";

    @Option(
            names = "--hosts",
            paramLabel = "HOST",
            split = ",(?![^\\[]*\\])",
            order = 1,
            description = "the machines, as ssh knows them")
    private List<String> hosts = new ArrayList<>();

    InitCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!PositionalWords.isConfig(file)) {
            throw new UserError("'" + file + "' does not end in .yaml", "as in: cluster init lab.yaml");
        }
        Path path = context.surroundings().folder().resolve(file);
        write(path, hosts.isEmpty() ? InitFile.forThisMachine() : InitFile.forHosts(hosts));
        Printer printer = new Printer(context, common);
        if (common.json()) {
            printer.json(Map.of("schema_version", 1, "file", path.toString()));
        } else {
            printer.line("wrote " + file + "; next: cluster up " + file);
        }
        return ExitCodes.DONE;
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UserError(path + " is there already: nothing was written");
        } catch (IOException e) {
            throw new UserError("cannot write " + path + ": " + e.getMessage());
        }
    }
}
