package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.OperatorName;
import dev.muster.cli.json.RequestJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.OptionBounds;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.option.ShapeOption;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.Units;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.control.RequestOutcome;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "request",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = {
            "cluster request [CONFIG] '{\"CPU\": 2}' [--count N]",
            "      cluster request [CONFIG] --cpus N | --clear"
        },
        description = {
            "The cluster grows until the resources are available, but never past its limits, and keeps them until the"
                    + " next request. Each request replaces the previous one.",
            "A request that no node type can satisfy is refused."
        },
        footer = {
            "",
            "Examples:",
            "  cluster request '{\"CPU\": 2}' --count 4      # four times 2 CPUs",
            "  cluster request '{\"memory\": \"16GiB\"}'     # 16 GiB on one node",
            "  cluster request --cpus 64                   # 64 times one CPU",
            "  cluster request --clear                     # request nothing any more",
            "",
            "Exit codes: 0 accepted, 1 the cluster does not exist or is not up; 2 refused."
        })
final class RequestCommand implements Callable<Integer> {
    private static final String EXAMPLE = "example: cluster request '{\"CPU\": 2}' --count 4";

    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "the cluster's config file (default: cluster.yaml), and the resources as JSON")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--count", paramLabel = "N", order = 1, description = "how many of these (default: 1)")
    private @Nullable Integer count;

    @Option(
            names = {"--cpus", "--num-cpus"},
            paramLabel = "N",
            order = 2,
            description = "request N times one CPU")
    private @Nullable Integer cpus;

    @Option(names = "--clear", order = 3, description = "clear the request")
    private boolean clear;

    RequestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configAnywhere(arguments);
        StandingRequest request = new StandingRequest(
                bundles(positional.others()),
                OperatorName.name(context.process().environment()));
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        try (Session session = context.clusters().get().open(cluster)) {
            print(request, session.control().request(request), new Printer(context, common));
        }
        return ExitCodes.DONE;
    }

    private List<StandingRequest.Bundles> bundles(List<String> shapes) {
        int kinds = (shapes.isEmpty() ? 0 : 1) + (cpus == null ? 0 : 1) + (clear ? 1 : 0);
        if (kinds != 1 || shapes.size() > 1) {
            throw new UserError("'request' takes one of: resources as JSON, --cpus N, --clear", EXAMPLE);
        }
        if (count != null && shapes.isEmpty()) {
            throw new UserError("--count needs resources as JSON", EXAMPLE);
        }
        int times = OptionBounds.atLeastOne("--count", count == null ? 1 : count);
        return shapes.isEmpty()
                ? cpusOrNone()
                : ShapeOption.read(shapes.getFirst()).stream()
                        .map(shape -> new StandingRequest.Bundles(shape, times))
                        .toList();
    }

    private List<StandingRequest.Bundles> cpusOrNone() {
        Integer wanted = cpus;
        if (wanted == null || OptionBounds.atLeastZero("--cpus", wanted) == 0) {
            return List.of();
        }
        return List.of(new StandingRequest.Bundles(Shape.of(Resources.of("CPU", 1)), wanted));
    }

    private void print(StandingRequest request, RequestOutcome outcome, Printer printer) {
        if (common.json()) {
            printer.json(RequestJson.of(request, outcome));
            return;
        }
        if (request.bundles().isEmpty()) {
            printer.line("request cleared");
        }
        request.bundles()
                .forEach(bundles -> printer.line("requested " + bundles.count() + " x "
                        + Units.resources(bundles.shape().resources())));
        outcome.notes().forEach(note -> printer.line("  note: " + note));
    }
}
