package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.OperatorName;
import dev.muster.cli.json.RequestJson;
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
            "Ask for room: the cluster grows until it is there, never past its limits, and keeps it until the next request.",
            "Each request replaces the last. A shape that no node could ever hold is refused."
        },
        footer = {
            "",
            "Examples:",
            "  cluster request '{\"CPU\": 2, \"licence\": 1}' --count 4    four times, each whole on one node",
            "  cluster request '{\"memory\": \"16GiB\"}'",
            "  cluster request --cpus 64                              64 times {CPU: 1}, as Ray",
            "  cluster request --clear",
            "",
            "Exit codes: 0 accepted, 2 refused."
        })
final class RequestCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "the cluster's file (default: cluster.yaml), and amounts by name as JSON")
    private List<String> words = new ArrayList<>();

    @Option(names = "--count", paramLabel = "N", order = 1, description = "so many of it (default: 1)")
    private @Nullable Integer count;

    @Option(
            names = {"--cpus", "--num-cpus"},
            paramLabel = "N",
            order = 2,
            description = "N times one CPU")
    private @Nullable Integer cpus;

    @Option(names = "--clear", order = 3, description = "ask for nothing any more")
    private boolean clear;

    RequestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalWords plain = PositionalWords.anywhere(words);
        StandingRequest request = new StandingRequest(
                bundles(plain.rest()), OperatorName.name(context.surroundings().environment()));
        ClusterRef cluster = new ClusterResolver(context).cluster(plain, which);
        try (Session session = context.clusters().get().open(cluster)) {
            show(request, session.control().request(request), new Printer(context, common));
        }
        return ExitCodes.DONE;
    }

    private List<StandingRequest.Bundles> bundles(List<String> shapes) {
        int kinds = (shapes.isEmpty() ? 0 : 1) + (cpus == null ? 0 : 1) + (clear ? 1 : 0);
        if (kinds != 1 || shapes.size() > 1) {
            throw new UserError(
                    "give one of: amounts as JSON, --cpus N, --clear",
                    "as in: cluster request '{\"CPU\": 2}' --count 4");
        }
        if (count != null && shapes.isEmpty()) {
            throw new UserError("--count goes with amounts as JSON", "as in: cluster request '{\"CPU\": 2}' --count 4");
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

    private void show(StandingRequest request, RequestOutcome answer, Printer printer) {
        if (common.json()) {
            printer.json(RequestJson.of(request, answer));
            return;
        }
        if (request.bundles().isEmpty()) {
            printer.line("nothing is asked for any more");
        }
        request.bundles()
                .forEach(bundles -> printer.line("asked for " + bundles.count() + " x "
                        + Units.resources(bundles.shape().resources())));
        answer.notes().forEach(note -> printer.line("  note: " + note));
    }
}
