package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.core.NameRules;
import dev.muster.core.Shell;
import dev.muster.core.config.Problem;
import dev.muster.core.failure.InvalidConfig;
import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        description = "With --hosts, the file describes a cluster of these machines; without it, a cluster of processes"
                + " on this machine. An existing file is never overwritten.",
        footer = {
            "",
            "Examples:",
            "  cluster init --hosts vm1,vm2,vm3     # the first host becomes the head",
            "  cluster init --hosts 'vm[1-8]'       # a range of hosts",
            "  cluster init lab.yaml                # a trial cluster on this machine",
            "",
            "Exit codes: 0 success, 2 the file exists or cannot be written, or a host name is not valid."
        })
final class InitCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the file to write (default: cluster.yaml)")
    private String file = "cluster.yaml";

    @Option(
            names = "--hosts",
            paramLabel = "HOST",
            split = ",(?![^\\[]*\\])",
            order = 1,
            description = "the machines, by the names that ssh knows, separated by commas")
    private List<String> hosts = new ArrayList<>();

    InitCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!PositionalArguments.isConfig(file)) {
            throw new UserError("'" + file + "' does not end in .yaml or .yml", "example: cluster init lab.yaml");
        }
        Path path = context.process().folder().resolve(file);
        String text = hosts.isEmpty() ? InitFile.forThisMachine(nameOf(path)) : InitFile.forHosts(hosts);
        write(path, text);
        removeIfInvalid(path);
        Printer printer = new Printer(context, common);
        if (common.json()) {
            printer.json(Map.of("schema_version", 1, "file", path.toString()));
        } else {
            String next = hosts.isEmpty() ? "up" : "check";
            printer.line("wrote " + file + "; next: cluster " + next + " " + Shell.quote(file));
        }
        return ExitCodes.DONE;
    }

    /** Returns a cluster name from the file's name, so that two trial clusters differ. */
    private static String nameOf(Path path) {
        String file = String.valueOf(path.getFileName());
        String stem = file.substring(0, file.lastIndexOf('.'));
        return stem.equals("cluster") || !NameRules.isSafe(stem) ? "first" : stem;
    }

    private void removeIfInvalid(Path path) {
        try {
            context.clusters().get().read(path);
        } catch (InvalidConfig e) {
            deleteNew(path);
            Problem problem = e.problems().getFirst();
            throw new UserError(
                    "--hosts: " + problem.message() + "; nothing was written",
                    problem.hint().isEmpty() ? "example: cluster init --hosts vm1,'vm[2-8]'" : problem.hint());
        }
    }

    private static void deleteNew(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UserError("cannot remove " + path + ": " + e.getMessage());
        }
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UserError(
                    path + " already exists; nothing was written", "name another file: cluster init lab.yaml");
        } catch (NoSuchFileException e) {
            throw new UserError(
                    "cannot write " + path + ": no such folder", "create it with: mkdir -p " + path.getParent());
        } catch (IOException e) {
            throw new UserError("cannot write " + path + ": " + e.getMessage());
        }
    }
}
