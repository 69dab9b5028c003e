package dev.muster.head.control;

import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Application;
import dev.muster.core.control.Applied;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.Time;
import dev.muster.head.loop.OpenSite;
import dev.muster.head.loop.Renewals;
import dev.muster.head.state.Configured;
import dev.muster.head.state.Draft;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import dev.muster.head.state.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes a config the cluster's. */
final class Applying {
    private final Store store;
    private final HeadPlace place;
    private final KeptInputs inputs;
    private final OpenSite site;
    private final Function<String, ClusterConfig> reader;
    private final Time time;

    Applying(ControlDesk.Parts parts) {
        this.store = parts.store();
        this.place = parts.place();
        this.inputs = parts.inputs();
        this.site = parts.site();
        this.reader = parts.reader();
        this.time = parts.time();
    }

    Applied apply(Application application, String person) {
        ClusterConfig wish = reader.apply(application.expandedConfig());
        if (!wish.name().equals(place.cluster())) {
            throw new UserError("this is the head of cluster '" + place.cluster() + "', not of '" + wish.name() + "'");
        }
        store.state().config().ifPresent(now -> ConfigChanges.between(now.config(), wish));
        Map<String, String> recipes = site.check(wish).setUp().recipes(wish, application.inputs());
        boolean newInputs = inputs.areNews(application.inputs());
        if (application.mode() == Application.Mode.DRY_RUN) {
            State now = store.state();
            Configured draft = configured(now.config(), application.expandedConfig(), wish, person, recipes);
            return new Applied(now.lastSequence(), told(now, wish, newInputs), outdated(now, draft));
        }
        inputs.write(application.inputs());
        return store.change(draft -> {
            Configured news = configured(draft.config(), application.expandedConfig(), wish, person, recipes);
            return fold(draft, news, application.mode(), newInputs, person);
        });
    }

    private Configured configured(
            Optional<Configured> before, String text, ClusterConfig wish, String person, Map<String, String> recipes) {
        return before.filter(
                        known -> known.config().equals(wish) && known.recipes().equals(recipes))
                .orElseGet(() -> new Configured(
                        1 + before.map(Configured::version).orElse(0L), text, wish, person, time.now(), recipes));
    }

    /** Those too that are on their way to it. */
    private static List<NodeKey> outdated(State state, Configured config) {
        return Stream.concat(
                        Renewals.outdated(config, state.openNodes()).stream(),
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
        if (!state.ledger().equals(state.ledger().forgiven())) {
            changes.add("earlier failures are forgotten: what failed is tried again at once");
        }
        return changes;
    }

    private Applied fold(Draft draft, Configured news, Application.Mode mode, boolean newInputs, String person) {
        List<String> changes = told(draft.state(), news.config(), newInputs);
        draft.stopping(false);
        draft.ledger(draft.ledger().forgiven());
        draft.config(news);
        Renewals.forgive(draft);
        List<NodeKey> outdated = outdated(draft.state(), news);
        if (mode == Application.Mode.AT_ONCE) {
            Renewals.beginAll(draft, news, time.now());
        }
        HeadRow.ensure(draft, place, time.now());
        changes.forEach(change -> draft.write(
                Event.of(time.now(), Event.Kind.CONFIG, "applied", change).withDetails(Map.of("person", person))));
        return new Applied(draft.state().lastSequence(), changes, outdated);
    }

    private static List<String> changes(Optional<Configured> before, ClusterConfig wish) {
        return before.map(known -> ConfigChanges.between(known.config(), wish))
                .orElseGet(
                        () -> List.of("cluster " + wish.name() + ": " + wish.minWorkers() + " to " + wish.maxWorkers()
                                + " workers, provider " + wish.provider().type()));
    }
}
