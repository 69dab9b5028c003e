package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What may still be launched or taken back under all limits. Types and offers are numbered in the order of the limits.
 *
 * <p>Every record of a worker that is not closed holds a place under the maximum, a failed one too: its machine may exist.
 */
final class LaunchBudget {
    /** So many nodes of a type may always be on their way, however few are up. */
    static final int ALWAYS_ON_THEIR_WAY = 5;

    /** Whether {@code upscaling_speed} limits a launch. */
    enum Urgency {
        AT_ONCE,
        THROTTLED
    }

    private final List<TypeLimits> types;
    private final List<Offer> offers;
    private final int[] typeOfOffer;
    private final boolean[] paused;
    private final boolean[] isProtected;
    private final int[] speed;
    private final int maxWorkers;
    private final Map<String, Integer> numbers = new HashMap<>();
    private State state;

    /** All that changes while a plan is made. */
    private static final class State {
        final int[] records;
        final int[] staying;
        final int[] coming;
        final int[] left;
        final int[] offered;
        int total;
        int stayingTotal;

        State(int types, int offers) {
            this(new int[types], new int[types], new int[types], new int[offers], new int[types]);
        }

        private State(int[] records, int[] staying, int[] coming, int[] left, int[] offered) {
            this.records = records;
            this.staying = staying;
            this.coming = coming;
            this.left = left;
            this.offered = offered;
        }

        State copy() {
            State copy = new State(records.clone(), staying.clone(), coming.clone(), left.clone(), offered.clone());
            copy.total = total;
            copy.stayingTotal = stayingTotal;
            return copy;
        }
    }

    LaunchBudget(SortedSnapshot world, RequiredRemovals departures) {
        this.types = List.copyOf(world.snapshot.limits().types().values());
        this.offers = world.offers;
        this.maxWorkers = world.snapshot.limits().maxWorkers();
        this.typeOfOffer = new int[offers.size()];
        this.paused = new boolean[types.size()];
        this.isProtected = new boolean[types.size()];
        this.speed = new int[types.size()];
        this.state = new State(types.size(), offers.size());
        for (TypeLimits type : types) {
            numbers.put(type.type(), numbers.size());
        }
        countNodes(world, departures);
        for (int offer = 0; offer < offers.size(); offer++) {
            typeOfOffer[offer] = numbers.getOrDefault(offers.get(offer).type(), 0);
            state.left[offer] = offers.get(offer).count();
            state.offered[typeOfOffer[offer]] += state.left[offer];
        }
        for (int type = 0; type < types.size(); type++) {
            TypeLedger ledger = world.ledger(types.get(type).type());
            paused[type] = ledger.pausesAt(world.now);
            isProtected[type] = ledger.isProtected();
        }
    }

    private void countNodes(SortedSnapshot world, RequiredRemovals departures) {
        int[] up = new int[types.size()];
        for (NodeView node : world.nodes) {
            if (node.key().isHead()) {
                continue;
            }
            state.total++;
            Integer type = numbers.get(node.type());
            if (type == null) {
                continue;
            }
            state.records[type]++;
            if (SortedSnapshot.stays(node.state()) && !departures.mustGo(node.key())) {
                state.staying[type]++;
                state.stayingTotal++;
                int[] upOrComing = node.state() == NodeState.READY ? up : state.coming;
                upOrComing[type]++;
            }
        }
        for (int type = 0; type < types.size(); type++) {
            double wanted = Math.ceil(world.snapshot.limits().upscalingSpeed() * Math.max(1, up[type]));
            speed[type] = (int) Math.max(ALWAYS_ON_THEIR_WAY, Math.min(wanted, Integer.MAX_VALUE));
        }
    }

    int typeNumber(String type) {
        return numbers.getOrDefault(type, -1);
    }

    int types() {
        return types.size();
    }

    TypeLimits type(int type) {
        return types.get(type);
    }

    int offers() {
        return offers.size();
    }

    Offer offer(int offer) {
        return offers.get(offer);
    }

    int typeOf(int offer) {
        return typeOfOffer[offer];
    }

    int staying(int type) {
        return state.staying[type];
    }

    /** How many nodes the type lacks to its minimum. */
    int deficit(int type) {
        return Math.max(0, types.get(type).min() - state.staying[type]);
    }

    /** How many more of the offer may be launched now. */
    int room(int offer, Urgency urgency) {
        int type = typeOfOffer[offer];
        int room = Math.min(state.left[offer], inLimits(type));
        if (urgency == Urgency.THROTTLED) {
            room = Math.min(room, Math.max(deficit(type), speed[type] - state.coming[type]));
        }
        return Math.max(0, room);
    }

    private int inLimits(int type) {
        if (paused[type]) {
            return 0;
        }
        int room = Math.min(
                types.get(type).max() - state.records[type], maxWorkers - state.total - keptForMinimumsBut(type));
        return isProtected[type] ? Math.min(room, LaunchBackoff.PROTECTED_TRY - state.coming[type]) : room;
    }

    /** Places under the total that other types' minimums will need. */
    private int keptForMinimumsBut(int type) {
        int kept = 0;
        for (int other = 0; other < types.size(); other++) {
            if (other != type) {
                kept += Math.min(deficit(other), state.offered[other]);
            }
        }
        return deficit(type) > 0 ? Math.min(kept, Math.max(0, maxWorkers - state.total - deficit(type))) : kept;
    }

    /** Why {@link #room} is 0. */
    Code block(int offer, Urgency urgency) {
        int type = typeOfOffer[offer];
        if (types.get(type).max() - state.records[type] <= 0) {
            return Code.TYPE_AT_MAXIMUM;
        }
        if (maxWorkers - state.total - keptForMinimumsBut(type) <= 0) {
            return Code.CLUSTER_AT_MAXIMUM;
        }
        if (isProtected[type]) {
            return Code.PROTECTED;
        }
        if (paused[type]) {
            return Code.BACK_OFF;
        }
        if (state.left[offer] == 0) {
            return Code.NO_OFFER;
        }
        return urgency == Urgency.THROTTLED ? Code.SPEED : Code.NO_OFFER;
    }

    boolean isAtMaximum(int type) {
        return types.get(type).max() - state.records[type] <= 0;
    }

    /** Why none of the type can be launched. */
    Code blockOfType(int type) {
        for (int offer : plainestFirst(type)) {
            return block(offer, Urgency.AT_ONCE);
        }
        return isAtMaximum(type) ? Code.TYPE_AT_MAXIMUM : Code.NO_OFFER;
    }

    /** The type's offers, those that would be missed least first. */
    List<Integer> plainestFirst(int type) {
        List<Integer> result = new ArrayList<>();
        for (int offer = 0; offer < offers.size(); offer++) {
            if (typeOfOffer[offer] == type) {
                result.add(offer);
            }
        }
        result.sort(Comparator.<Integer>comparingInt(
                        offer -> PlacementSites.special(offers.get(offer).resources()))
                .thenComparing(offer -> -offers.get(offer).count()));
        return result;
    }

    void launch(int offer, int count) {
        int type = typeOfOffer[offer];
        state.left[offer] -= count;
        state.offered[type] -= count;
        state.records[type] += count;
        state.staying[type] += count;
        state.coming[type] += count;
        state.total += count;
        state.stayingTotal += count;
    }

    boolean mayTakeBack(int type) {
        return state.staying[type] < types.get(type).max() && state.stayingTotal < maxWorkers;
    }

    void takeBack(int type) {
        state.staying[type]++;
        state.stayingTotal++;
    }

    /** For plans that are made whole or not at all. */
    Object save() {
        return state.copy();
    }

    void restore(Object saved) {
        state = ((State) saved).copy();
    }
}
