package dev.muster.config.read;

import dev.muster.config.section.ConfigSection;
import dev.muster.config.yaml.KeyPath;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.ScalarReader;
import dev.muster.config.yaml.SourceLocation;
import dev.muster.core.Resources;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.engine.Engine;
import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineProblem;
import dev.muster.engine.EngineSettings;
import dev.muster.engine.Engines;
import java.util.List;

/** Reports what an engine cannot do, at the places in the file. */
final class EngineCheck {
    /** A location in the file, and the path of the key there. */
    private record Target(SourceLocation place, String path) {}

    private final ConfigSection top;
    private final Engine engine;

    EngineCheck(ConfigSection top, String engine) {
        this.top = top;
        this.engine = Engines.get(engine);
    }

    void commands(EngineCommands commands, EngineSettings settings) {
        engine.check(commands, settings).forEach(this::report);
    }

    void type(NodeTypeConfig type) {
        ConfigSection section =
                top.section("available_node_types").section(type.name()).section("resources");
        type.resources()
                .tenThousandths()
                .forEach((name, amount) ->
                        engine.refusedResource(name, amount).ifPresent(why -> section.error(name, why)));
    }

    void hosts(List<HostConfig> hosts) {
        String key = top.given("hosts") ? "hosts" : "provider";
        for (HostConfig host : hosts) {
            resources(key, host.host(), host.resources());
        }
    }

    private void resources(String key, String host, Resources resources) {
        resources
                .tenThousandths()
                .forEach((name, amount) -> engine.refusedResource(name, amount)
                        .ifPresent(why -> top.error(key, name + " of host " + host + " " + why)));
    }

    private void report(EngineProblem problem) {
        Target target = target(problem.place());
        if (problem.isError()) {
            top.problems().error(target.place(), target.path(), problem.message(), problem.hint());
        } else {
            top.problems().warning(target.place(), target.path(), problem.message(), problem.hint());
        }
    }

    private Target target(EngineProblem.Place place) {
        return switch (place) {
            case EngineProblem.Place.HeadCommand head -> command("head_start_ray_commands", head.index());
            case EngineProblem.Place.WorkerCommand worker -> command("worker_start_ray_commands", worker.index());
            case EngineProblem.Place.Setting setting ->
                new Target(top.valuePlace(setting.key()), top.pathOf(setting.key()));
        };
    }

    private Target command(String key, int index) {
        List<RawValue> items = top
                .raw(key)
                .filter(RawValue.Sequence.class::isInstance)
                .map(RawValue.Sequence.class::cast)
                .map(RawValue.Sequence::items)
                .orElse(List.of())
                .stream()
                .filter(item -> ScalarReader.text(item).isPresent())
                .toList();
        return index < items.size()
                ? new Target(items.get(index).place(), KeyPath.item(top.pathOf(key), index))
                : new Target(top.valuePlace(key), top.pathOf(key));
    }
}
