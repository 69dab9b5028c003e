package dev.muster.head.api;

import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.Time;
import dev.muster.head.loop.CurrentSite;
import dev.muster.head.loop.RollingUpdate;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.registry.NodeTable;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import dev.muster.head.state.StateChange;
import dev.muster.head.state.Store;
import dev.muster.launcher.bootstrap.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes a config the cluster's config. */
final class ConfigApply {
    private final Store store;
    private final HeadLocation location;
    private final StoredInputs inputs;
    private final CurrentSite site;
    private final NodeTable table;
    private final Function<String, ClusterConfig> reader;
    private final Time time;

    ConfigApply(ControlService.Parts parts) {
        this.store = parts.store();
        this.location = parts.location();
        this.inputs = parts.inputs();
        this.site = parts.site();
        this.table = parts.table();
        this.reader = parts.reader();
        this.time = parts.time();
    }

    SubmissionResult apply(ConfigSubmission submission, String operator) {
        ClusterConfig config = reader.apply(submission.expandedConfig());
        check(config);
        ClusterSite opened = site.check(config);
        Map<String, String> recipes = opened.setUp().recipes(config, submission.inputs());
        if (submission.mode() == ConfigSubmission.Mode.DRY_RUN) {
            State now = store.state();
            AppliedConfig next = next(now.config(), submission, config, operator, recipes);
            boolean hasNewInputs = inputs.differFrom(submission.inputs());
            return new SubmissionResult(
                    now.lastSequence(), describe(now, config, hasNewInputs, opened), outdated(now, next));
        }
        return applyWithInputs(submission, config, opened, operator, recipes);
    }

    /** Two operators may apply at once: config and inputs are always of the same one. */
    private synchronized SubmissionResult applyWithInputs(
            ConfigSubmission submission,
            ClusterConfig config,
            ClusterSite opened,
            String operator,
            Map<String, String> recipes) {
        ConfigInputs before = inputs.read();
        boolean hasNewInputs = !before.equals(submission.inputs());
        inputs.write(submission.inputs());
        try {
            return store.change(draft -> {
                AppliedConfig next = next(draft.config(), submission, config, operator, recipes);
                List<String> changes = describe(draft.state(), next.config(), hasNewInputs, opened);
                opened.maintenance().endPauses();
                return commit(draft, next, submission.mode(), changes, operator);
            });
        } catch (RuntimeException e) {
            inputs.write(before);
            throw e;
        }
    }

    private void check(ClusterConfig config) {
        if (!config.name().equals(location.cluster())) {
            throw new UserError(
                    "this head belongs to cluster '" + location.cluster() + "', not to '" + config.name() + "'",
                    "'cluster list' shows your clusters");
        }
        store.state().config().ifPresent(now -> ConfigChanges.between(now.config(), config));
    }

    /** Returns the config with the next version, or the present one if nothing differs. */
    private AppliedConfig next(
            Optional<AppliedConfig> before,
            ConfigSubmission submission,
            ClusterConfig config,
            String operator,
            Map<String, String> newRecipes) {
        Map<String, String> recipes = submission.keepsEngines()
                ? before.map(known -> withEnginesOf(known.recipes(), newRecipes))
                        .orElse(newRecipes)
                : newRecipes;
        return before.filter(known ->
                        known.config().equals(config) && known.recipes().equals(recipes))
                .orElseGet(() -> new AppliedConfig(
                        1 + before.map(AppliedConfig::version).orElse(0L),
                        submission.expandedConfig(),
                        config,
                        operator,
                        time.wallClock(),
                        recipes));
    }

    /** Returns the new recipes with the engines of those before, so that no node is outdated because of its engine alone. */
    private static Map<String, String> withEnginesOf(Map<String, String> before, Map<String, String> recipes) {
        Map<String, String> kept = new TreeMap<>(recipes);
        kept.replaceAll((type, recipe) -> before.containsKey(type)
                ? Recipe.parse(recipe)
                        .withEngineOf(Recipe.parse(before.get(type)))
                        .text()
                : recipe);
        return kept;
    }

    /** Returns the workers that must be set up again, and those whose set-up is in progress. */
    private List<NodeKey> outdated(State state, AppliedConfig config) {
        List<NodeRow> open = state.openNodes();
        return Stream.of(
                        RollingUpdate.outdated(config, open),
                        RollingUpdate.withFailedEngine(table.all(), open),
                        open.stream().filter(NodeRow::isRenewing).toList())
                .flatMap(List::stream)
                .map(NodeRow::key)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> describe(State state, ClusterConfig config, boolean hasNewInputs, ClusterSite opened) {
        List<String> changes = new ArrayList<>(changes(state.config(), config));
        if (hasNewInputs && state.config().isPresent()) {
            changes.add("variables or files that the config refers to changed");
        }
        if (state.stopping()) {
            changes.add("the cluster starts again");
        }
        if (state.minimumSuspended()) {
            changes.add("the minimum of workers applies again; it was suspended");
        }
        if (!state.ledger().equals(state.ledger().withoutFailures())
                || opened.maintenance().hasPauses()) {
            changes.add("earlier failures are forgotten, so failed launches are tried again at once");
        }
        return changes;
    }

    private SubmissionResult commit(
            StateChange draft, AppliedConfig next, ConfigSubmission.Mode mode, List<String> changes, String operator) {
        draft.stopping(false);
        draft.minimumSuspended(false);
        draft.ledger(draft.ledger().withoutFailures());
        draft.config(next);
        RollingUpdate.retryFailed(draft);
        List<NodeKey> outdated = outdated(draft.state(), next);
        RollingUpdate.beginRepairs(draft, table.all(), time.wallClock());
        if (mode == ConfigSubmission.Mode.AT_ONCE) {
            RollingUpdate.beginAll(draft, next, time.wallClock());
        }
        HeadNode.ensure(draft, location, time.wallClock());
        changes.forEach(change -> draft.write(Event.of(time.wallClock(), Event.Kind.CONFIG, "applied", change)
                .withDetails(Map.of("operator", operator))));
        return new SubmissionResult(draft.state().lastSequence(), changes, outdated);
    }

    private static List<String> changes(Optional<AppliedConfig> before, ClusterConfig config) {
        return before.map(known -> ConfigChanges.between(known.config(), config))
                .orElseGet(() ->
                        List.of("cluster " + config.name() + ": " + config.minWorkers() + " to " + config.maxWorkers()
                                + " workers, provider " + config.provider().type()));
    }
}
