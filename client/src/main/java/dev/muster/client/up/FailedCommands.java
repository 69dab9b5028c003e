package dev.muster.client.up;

import dev.muster.config.CommandLocations;
import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.event.Event;
import dev.muster.core.event.StepState;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.launcher.bootstrap.StepIds;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds the line of the config file to the failure of one of its commands. Only the operator's machine has the file. */
final class FailedCommands {
    private final ClusterConfig config;
    private final Path file;
    private volatile Optional<String> ofHead = Optional.empty();

    FailedCommands(ClusterConfig config, Path file) {
        this.config = config;
        this.file = file;
    }

    /** Returns the event with the detail {@code place}, and with the place in its text. Other events stay as they are. */
    Event locate(Event event) {
        boolean hasFailed = event.stepState().equals(Optional.of(StepState.FAILED));
        Optional<String> place = hasFailed ? event.node().flatMap(node -> find(node, event)) : Optional.empty();
        if (hasFailed && event.node().filter(NodeKey::isHead).isPresent()) {
            ofHead = place;
        }
        return place.map(at -> withPlace(event, at)).orElse(event);
    }

    /** Adds the place to the failure of the head's set-up, whose event was the last one of the head. */
    RemoteFailure locate(RemoteFailure failure) {
        if (ofHead.isEmpty()) {
            return failure;
        }
        return new RemoteFailure(
                failure.host(),
                failure.text() + at(ofHead.get()),
                failure.hint(),
                failure.retryable(),
                failure.lastLines(),
                failure.where());
    }

    private Optional<String> find(NodeKey node, Event event) {
        String number = event.details().getOrDefault("command", "");
        Optional<CommandLocations.Step> step = event.step().flatMap(FailedCommands::step);
        if (step.isEmpty() || !number.matches("[0-9]{1,6}")) {
            return Optional.empty();
        }
        Optional<String> type = config.types().values().stream()
                .filter(known -> !node.isHead() && node.value().matches(known.slug() + "-[0-9]+"))
                .map(NodeTypeConfig::name)
                .findFirst();
        return node.isHead() || type.isPresent()
                ? CommandLocations.of(file).find(type, step.get(), Integer.parseInt(number))
                : Optional.empty();
    }

    private static Optional<CommandLocations.Step> step(String id) {
        return switch (id) {
            case StepIds.INITIALIZATION -> Optional.of(CommandLocations.Step.INITIALIZATION);
            case StepIds.SETUP -> Optional.of(CommandLocations.Step.SETUP);
            default -> Optional.empty();
        };
    }

    private static Event withPlace(Event event, String place) {
        Map<String, String> details = new TreeMap<>(event.details());
        details.put("place", place);
        details.computeIfPresent("cause", (_, cause) -> cause + at(place));
        return new Event(
                event.sequence(),
                event.at(),
                event.kind(),
                event.node(),
                event.step(),
                event.state(),
                event.message() + at(place),
                details);
    }

    private static String at(String place) {
        return " at " + place;
    }
}
