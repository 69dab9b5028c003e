package dev.muster.head.control;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Application;
import dev.muster.core.control.Applied;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.Time;
import dev.muster.head.loop.OpenSite;
import dev.muster.head.state.Configured;
import dev.muster.head.state.Draft;
import dev.muster.head.state.State;
import dev.muster.head.state.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
        site.check(wish);
        boolean newInputs = inputs.areNews(application.inputs());
        if (application.mode() == Application.Mode.DRY_RUN) {
            return new Applied(store.state().lastSequence(), told(store.state(), wish, newInputs));
        }
        inputs.write(application.inputs());
        List<String> changes =
                store.change(draft -> fold(draft, application.expandedConfig(), wish, person, newInputs));
        return new Applied(store.state().lastSequence(), changes);
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

    private List<String> fold(Draft draft, String text, ClusterConfig wish, String person, boolean newInputs) {
        List<String> changes = told(draft.state(), wish, newInputs);
        draft.stopping(false);
        draft.ledger(draft.ledger().forgiven());
        if (draft.config().isEmpty() || !draft.config().get().config().equals(wish)) {
            long version = 1 + draft.config().map(Configured::version).orElse(0L);
            draft.config(new Configured(version, text, wish, person, time.now()));
        }
        HeadRow.ensure(draft, place, time.now());
        changes.forEach(change -> draft.write(
                Event.of(time.now(), Event.Kind.CONFIG, "applied", change).withDetails(Map.of("person", person))));
        return changes;
    }

    private static List<String> changes(Optional<Configured> before, ClusterConfig wish) {
        return before.map(known -> ConfigChanges.between(known.config(), wish))
                .orElseGet(
                        () -> List.of("cluster " + wish.name() + ": " + wish.minWorkers() + " to " + wish.maxWorkers()
                                + " workers, provider " + wish.provider().type()));
    }
}
