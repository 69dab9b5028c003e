package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.OptionReaders;
import dev.muster.cli.output.Printer;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster completion bash|zsh",
        description = "Load the script in the start file of your shell.",
        footer = {
            "",
            "Examples:",
            "  source <(cluster completion bash)    # in ~/.bashrc",
            "  source <(cluster completion zsh)     # in ~/.zshrc, after compinit",
            "",
            "Exit codes: 0 success."
        })
final class CompletionCommand implements Callable<Integer> {
    private final CommandContext context;

    /** A shell for which there is a completion script. */
    enum ShellKind {
        BASH,
        ZSH
    }

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh", converter = ShellReader.class)
    private ShellKind shell = ShellKind.BASH;

    private static final class ShellReader implements ITypeConverter<ShellKind> {
        @Override
        public ShellKind convert(String value) throws Exception {
            return OptionReaders.oneOf(ShellKind.class).convert(value);
        }
    }

    CompletionCommand(CommandContext context) {
        this.context = context;
    }

    /** picocli's script switches the shell's completion of file names off, and claims names that nobody installs. */
    private static String withFiles(String script) {
        return script.replace("compopt +o default", "compopt -o default")
                .replace(" cluster cluster.sh cluster.bash", " cluster");
    }

    @Override
    public Integer call() {
        Printer printer = new Printer(context, common);
        if (shell == ShellKind.ZSH) {
            printer.line("autoload -Uz +X bashcompinit && bashcompinit");
        }
        printer.out().print(withFiles(AutoComplete.bash("cluster", Commands.tree(context))));
        return ExitCodes.DONE;
    }
}
