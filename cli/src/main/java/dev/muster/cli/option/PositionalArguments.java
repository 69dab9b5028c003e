package dev.muster.cli.option;

import dev.muster.cli.text.ClusterHints;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The positional arguments that picocli found, split into CONFIG and the others. picocli cannot tell them apart, since CONFIG may be left out.
 *
 * @param config the argument that ends in {@code .yaml} or {@code .yml}
 */
public record PositionalArguments(Optional<String> config, List<String> others) {
    public PositionalArguments {
        others = List.copyOf(others);
    }

    public static boolean isConfig(String argument) {
        return argument.endsWith(".yaml") || argument.endsWith(".yml");
    }

    /** CONFIG may stand anywhere. */
    public static PositionalArguments configAnywhere(List<String> arguments) {
        List<String> configs =
                arguments.stream().filter(PositionalArguments::isConfig).toList();
        if (configs.size() > 1) {
            throw new UserError("two config files: " + configs.get(0) + " and " + configs.get(1), "name only one");
        }
        List<String> others = new ArrayList<>(arguments);
        others.removeAll(configs);
        return new PositionalArguments(configs.stream().findFirst(), others);
    }

    /** CONFIG may only come first: what follows belongs to the command that is run. */
    public static PositionalArguments configFirst(List<String> arguments) {
        return !arguments.isEmpty() && isConfig(arguments.getFirst())
                ? new PositionalArguments(Optional.of(arguments.getFirst()), arguments.subList(1, arguments.size()))
                : new PositionalArguments(Optional.empty(), arguments);
    }

    /** For a command that takes no other argument. Throws {@code UserError} if there is one. */
    public static PositionalArguments configOnly(List<String> arguments, String command) {
        PositionalArguments split = configAnywhere(arguments);
        if (!split.others().isEmpty()) {
            throw new UserError(
                    "'" + command + "' got an unexpected argument '"
                            + split.others().getFirst() + "'",
                    "a config file ends in .yaml or .yml; for any other name use -f FILE");
        }
        return split;
    }

    /** Returns a writer of hints that name the same cluster. */
    public ClusterHints hints(ClusterReference options) {
        return new ClusterHints(config, options.file(), options.name());
    }
}
