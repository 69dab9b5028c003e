package dev.muster.head.api;

import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.Time;
import dev.muster.head.loop.CurrentSite;
import dev.muster.head.loop.RollingUpdate;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import dev.muster.head.state.StateChange;
import dev.muster.head.state.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes a config the cluster's. */
final class ConfigApply {
    private final Store store;
    private final HeadLocation place;
    private final StoredInputs inputs;
    private final CurrentSite site;
    private final Function<String, ClusterConfig> reader;
    private final Time time;

    ConfigApply(ControlService.Parts parts) {
        this.store = parts.store();
        this.place = parts.place();
        this.inputs = parts.inputs();
        this.site = parts.site();
        this.reader = parts.reader();
        this.time = parts.time();
    }

    SubmissionResult apply(ConfigSubmission application, String person) {
        ClusterConfig wish = reader.apply(application.expandedConfig());
        if (!wish.name().equals(place.cluster())) {
            throw new UserError("this is the head of cluster '" + place.cluster() + "', not of '" + wish.name() + "'");
        }
        store.state().config().ifPresent(now -> ConfigChanges.between(now.config(), wish));
        Map<String, String> recipes = site.check(wish).setUp().recipes(wish, application.inputs());
        boolean newInputs = inputs.areNews(application.inputs());
        if (application.mode() == ConfigSubmission.Mode.DRY_RUN) {
            State now = store.state();
            AppliedConfig draft = configured(now.config(), application.expandedConfig(), wish, person, recipes);
            return new SubmissionResult(now.lastSequence(), told(now, wish, newInputs), outdated(now, draft));
        }
        inputs.write(application.inputs());
        return store.change(draft -> {
            AppliedConfig news = configured(draft.config(), application.expandedConfig(), wish, person, recipes);
            return fold(draft, news, application.mode(), newInputs, person);
        });
    }

    private AppliedConfig configured(
            Optional<AppliedConfig> before,
            String text,
            ClusterConfig wish,
            String person,
            Map<String, String> recipes) {
        return before.filter(
                        known -> known.config().equals(wish) && known.recipes().equals(recipes))
                .orElseGet(() -> new AppliedConfig(
                        1 + before.map(AppliedConfig::version).orElse(0L),
                        text,
                        wish,
                        person,
                        time.wallClock(),
                        recipes));
    }

    /** Those too that are on their way to it. */
    private static List<NodeKey> outdated(State state, AppliedConfig config) {
        return Stream.concat(
                        RollingUpdate.outdated(config, state.openNodes()).stream(),
                        state.openNodes().stream().filter(NodeRow::isRenewing))
                .map(NodeRow::key)
                .sorted()
                .toList();
    }

    private static List<String> told(State state, ClusterConfig wish, boolean newInputs) {
        List<String> changes = new ArrayList<>(changes(state.config(), wish));
        if (newInputs && state.config().isPresent()) {
            changes.add("values or files that the config refers to changed");
        }
        if (state.stopping()) {
            changes.add("the cluster starts again");
        }
        if (state.minimumSuspended()) {
            changes.add("the minimum of workers is launched again: it was suspended");
        }
        if (!state.ledger().equals(state.ledger().withoutFailures())) {
            changes.add("earlier failures are forgotten: what failed is tried again at once");
        }
        return changes;
    }

    private SubmissionResult fold(
            StateChange draft, AppliedConfig news, ConfigSubmission.Mode mode, boolean newInputs, String person) {
        List<String> changes = told(draft.state(), news.config(), newInputs);
        draft.stopping(false);
        draft.minimumSuspended(false);
        draft.ledger(draft.ledger().withoutFailures());
        draft.config(news);
        RollingUpdate.retryFailed(draft);
        List<NodeKey> outdated = outdated(draft.state(), news);
        if (mode == ConfigSubmission.Mode.AT_ONCE) {
            RollingUpdate.beginAll(draft, news, time.wallClock());
        }
        HeadNode.ensure(draft, place, time.wallClock());
        changes.forEach(change -> draft.write(Event.of(time.wallClock(), Event.Kind.CONFIG, "applied", change)
                .withDetails(Map.of("operator", person))));
        return new SubmissionResult(draft.state().lastSequence(), changes, outdated);
    }

    private static List<String> changes(Optional<AppliedConfig> before, ClusterConfig wish) {
        return before.map(known -> ConfigChanges.between(known.config(), wish))
                .orElseGet(
                        () -> List.of("cluster " + wish.name() + ": " + wish.minWorkers() + " to " + wish.maxWorkers()
                                + " workers, provider " + wish.provider().type()));
    }
}
