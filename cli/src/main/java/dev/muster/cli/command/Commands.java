package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.engine.DashboardCommand;
import dev.muster.cli.engine.JobListCommand;
import dev.muster.cli.engine.JobLogsCommand;
import dev.muster.cli.engine.JobStatusCommand;
import dev.muster.cli.engine.JobStopCommand;
import dev.muster.cli.engine.JobSubmitCommand;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.OptionReaders;
import dev.muster.cli.text.ColorMode;
import dev.muster.client.MinReady;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/**
 * Creates the picocli command lines. Only the command that is run is created and loaded, since the time of a start is mostly the time of loading
 * classes. Each command sets {@code addMethodSubcommands = false}, which spares picocli a search through its methods.
 */
public final class Commands {
    private static final int HELP_WIDTH = 80;

    private Commands() {}

    /** Returns the command line of one command, under the name that is typed. */
    public static CommandLine of(Verb verb, CommandContext context, ColorMode paint) {
        CommandLine line = configured(new CommandLine(create(verb, context)), paint)
                .registerConverter(CommonOptions.Output.class, OptionReaders.output(verb == Verb.SIMULATE))
                .setCommandName("cluster " + verb.commandName());
        line.getCommandSpec().usageMessage().header(verb.summary() + ".", "");
        return line;
    }

    /** Returns all commands under one root, for shell completion. */
    static CommandLine tree(CommandContext context) {
        CommandLine root = new CommandLine(new Root());
        for (Verb verb : Verb.values()) {
            String[] words = verb.commandName().split(" ");
            parent(root, words).addSubcommand(words[words.length - 1], create(verb, context));
        }
        return configured(root, ColorMode.NONE);
    }

    /** Returns the command line to which the last word belongs: that of the first of two words, or the root. */
    private static CommandLine parent(CommandLine root, String[] words) {
        if (words.length == 1) {
            return root;
        }
        CommandLine known = root.getSubcommands().get(words[0]);
        if (known != null) {
            return known;
        }
        CommandLine added = new CommandLine(new Root());
        root.addSubcommand(words[0], added);
        return added;
    }

    @Command(name = "cluster")
    private static final class Root {}

    private static CommandLine configured(CommandLine line, ColorMode paint) {
        return line.setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpWidth(HELP_WIDTH)
                .setColorScheme(Help.defaultColorScheme(paint == ColorMode.COLOUR ? Ansi.ON : Ansi.OFF))
                .registerConverter(CommonOptions.Output.class, OptionReaders.oneOf(CommonOptions.Output.class))
                .registerConverter(CommonOptions.LogStyle.class, OptionReaders.oneOf(CommonOptions.LogStyle.class))
                .registerConverter(CommonOptions.LogColor.class, OptionReaders.oneOf(CommonOptions.LogColor.class))
                .registerConverter(Duration.class, OptionReaders::duration)
                .registerConverter(MinReady.class, OptionReaders::minReady);
    }

    private static Callable<Integer> create(Verb verb, CommandContext context) {
        return switch (verb) {
            case UP -> new UpCommand(context);
            case PLAN -> new PlanCommand(context);
            case CHECK -> new CheckCommand(context);
            case DOWN -> new DownCommand(context);
            case LIST -> new ListCommand(context);
            case STATUS -> new StatusCommand(context);
            case MONITOR -> new MonitorCommand(context);
            case EXPLAIN -> new ExplainCommand(context);
            case LOGS -> new LogsCommand(context);
            case EXEC -> new ExecCommand(context);
            case ATTACH -> new AttachCommand(context);
            case GET_HEAD_IP -> new HeadAddressCommand(context);
            case GET_WORKER_IPS -> new WorkerAddressesCommand(context);
            case SUBMIT -> new SubmitCommand(context);
            case RSYNC_UP -> new RsyncUpCommand(context);
            case RSYNC_DOWN -> new RsyncDownCommand(context);
            case REQUEST -> new RequestCommand(context);
            case DRAIN -> new DrainCommand(context);
            case DASHBOARD -> new DashboardCommand(context);
            case JOB_SUBMIT -> new JobSubmitCommand(context);
            case JOB_LIST -> new JobListCommand(context);
            case JOB_STATUS -> new JobStatusCommand(context);
            case JOB_LOGS -> new JobLogsCommand(context);
            case JOB_STOP -> new JobStopCommand(context);
            case INIT -> new InitCommand(context);
            case VALIDATE -> new ValidateCommand(context);
            case SIMULATE -> new SimulateCommand(context);
            case COMPLETION -> new CompletionCommand(context);
            case VERSION -> new VersionCommand(context);
        };
    }
}
