package dev.muster.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import dev.muster.core.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final AffinityLabel MARK = new AffinityLabel("app", "x");

    private static Resources cpu(double amount) {
        return Resources.of("CPU", amount);
    }

    private static PlacementRequest need(Resources resources) {
        return PlacementRequest.of(Shape.of(resources));
    }

    private static Selector zone(String... values) {
        return new Selector(List.of(new Requirement("zone", Operator.IN, Set.of(values))));
    }

    @Nested
    class Counting {
        @Test
        void countsHowManyFitByTheScarcestResource() {
            Packing packing = new Packing(List.of(need(Resources.of("CPU", 1, "memory", 4))));
            int site = packing.add(Resources.of("CPU", 8, "memory", 10), Resources.NONE, Map.of());

            assertThat(packing.fits(0, site)).isEqualTo(2);
        }

        @Test
        void whatIsHeldIsNotFree() {
            Packing packing = new Packing(List.of(need(cpu(1))));

            assertThat(packing.fits(0, packing.add(cpu(8), cpu(5), Map.of()))).isEqualTo(3);
            assertThat(packing.fits(0, packing.add(cpu(8), cpu(9), Map.of()))).isZero();
        }

        @Test
        void takingAndGivingBackAreExactForFractions() {
            Packing packing = new Packing(List.of(need(Resources.of("GPU", 0.1))));
            int site = packing.add(Resources.of("GPU", 1), Resources.NONE, Map.of());
            packing.take(0, site, 10);

            assertThat(packing.fits(0, site)).isZero();
            packing.giveBack(0, site, 10);
            assertThat(packing.fits(0, site)).isEqualTo(10);
        }

        @Test
        void aNeedOfNothingAlwaysFits() {
            Packing packing = new Packing(List.of(need(Resources.NONE)));

            assertThat(packing.fits(0, packing.add(Resources.NONE, Resources.NONE, Map.of())))
                    .isEqualTo(Integer.MAX_VALUE);
        }

        @Test
        void forgottenSitesLeaveNothingBehind() {
            Packing packing = new Packing(List.of(need(cpu(1)).withAntiAffinity(MARK)));
            packing.add(cpu(1), Resources.NONE, Map.of());
            packing.add(cpu(9), Resources.NONE, Map.of("app", "x"));
            packing.cut(1);
            int again = packing.add(cpu(2), Resources.NONE, Map.of());

            assertThat(packing.sites()).isEqualTo(2);
            assertThat(packing.fits(0, again)).isEqualTo(1);
        }
    }

    @Nested
    class Labels {
        @Test
        void theFirstSelectorThatMatchesIsTheRank() {
            PlacementRequest need = new PlacementRequest(
                    new Shape(cpu(1), zone("a")), List.of(zone("b")), Optional.empty(), Optional.empty());
            Packing packing = new Packing(List.of(need));

            assertThat(packing.rank(0, packing.add(cpu(1), Resources.NONE, Map.of("zone", "a"))))
                    .isZero();
            assertThat(packing.rank(0, packing.add(cpu(1), Resources.NONE, Map.of("zone", "b"))))
                    .isEqualTo(1);
            assertThat(packing.rank(0, packing.add(cpu(1), Resources.NONE, Map.of())))
                    .isEqualTo(-1);
        }

        @Test
        void antiAffinityTakesOneOfEachSiteAndNoneOfABearer() {
            Packing packing = new Packing(List.of(need(cpu(1)).withAntiAffinity(MARK)));
            int plain = packing.add(cpu(8), Resources.NONE, Map.of());
            int bearer = packing.add(cpu(8), Resources.NONE, Map.of("app", "x"));

            assertThat(packing.fits(0, plain)).isEqualTo(1);
            assertThat(packing.fits(0, bearer)).isZero();
            packing.take(0, plain, 1);
            assertThat(packing.fits(0, plain)).isZero();
        }

        @Test
        void affinityJoinsBearersWhereThereAreAny() {
            Packing packing = new Packing(List.of(need(cpu(1)).withAffinity(MARK)));
            int plain = packing.add(cpu(8), Resources.NONE, Map.of());
            assertThat(packing.fits(0, plain)).isEqualTo(8);

            packing.add(cpu(8), Resources.NONE, Map.of("app", "x"));
            assertThat(packing.fits(0, plain)).isZero();
        }
    }

    @Nested
    class Gangs {
        private GangPlacement seating(GangStrategy strategy, int bundles, double... sites) {
            GangBundles asked = GangBundles.of(strategy, Collections.nCopies(bundles, need(cpu(1))));
            Packing packing = new Packing(List.of(asked.groups().getFirst().need()));
            for (double site : sites) {
                packing.add(cpu(site), Resources.NONE, Map.of());
            }
            GangPlacement seating = new GangPlacement(asked, packing, new int[] {0});
            seating.fill(sites.length, site -> true);
            return seating;
        }

        @Test
        void packTakesTheRoomiestSiteFirst() {
            assertThat(seating(GangStrategy.PACK, 4, 2, 4, 3).seats()).containsExactly(new GangPlacement.Seat(0, 1, 4));
        }

        @Test
        void spreadDoublesUpOnlyWhereItMust() {
            assertThat(seating(GangStrategy.SPREAD, 4, 2, 2, 2).seats())
                    .extracting(GangPlacement.Seat::site)
                    .containsExactlyInAnyOrder(0, 1, 2, 0);
        }

        @Test
        void strictSpreadIsNotDoneWithTooFewSites() {
            assertThat(seating(GangStrategy.STRICT_SPREAD, 3, 8, 8).isDone()).isFalse();
        }

        @Test
        void strictPackNeedsOneSiteForTheSum() {
            assertThat(seating(GangStrategy.STRICT_PACK, 4, 3, 3).isDone()).isFalse();
            assertThat(seating(GangStrategy.STRICT_PACK, 4, 3, 4).seats())
                    .containsExactly(new GangPlacement.Seat(0, 1, 1));
        }
    }

    @Nested
    class Feasible {
        private final List<Candidate> types = List.of(
                new Candidate("type cpu", cpu(8), Map.of("zone", "a")),
                new Candidate("type gpu", Resources.of("CPU", 4, "GPU", 1), Map.of()));

        @Test
        void whatSomethingCanHoldIsFeasible() {
            assertThat(Feasibility.whyNever(need(cpu(8)), types)).isEmpty();
        }

        @Test
        void namesTheResourceThatIsShortOnEachType() {
            assertThat(Feasibility.whyNever(need(Resources.of("CPU", 6, "GPU", 2)), types))
                    .contains(
                            "no node type can satisfy {CPU: 6, GPU: 2}: type gpu: has CPU 4, needs 6, has GPU 1, needs 2; type cpu: no GPU");
        }

        @Test
        void foldsEqualShortagesAndLeadsWithTheNearestMiss() {
            List<Candidate> many = new ArrayList<>(types);
            List.of("bad", "lic", "slow", "tiny")
                    .forEach(type -> many.add(new Candidate("type " + type, cpu(1), Map.of())));

            assertThat(Feasibility.whyNever(need(Resources.of("GPU", 8)), many))
                    .contains("no node type can satisfy {GPU: 8}: type gpu: has GPU 1, needs 8;"
                            + " type bad, type cpu, type lic, type slow and 1 more: no GPU");
        }

        @Test
        void suggestsTheNameOfAResourceThatExists() {
            assertThat(Feasibility.whyNever(need(Resources.of("cpu", 1)), types).orElseThrow())
                    .endsWith("; 'cpu' is on no node: did you mean 'CPU'?");
            assertThat(Feasibility.whyNever(need(Resources.of("dongle", 1)), types)
                            .orElseThrow())
                    .endsWith("; 'dongle' is on no node: there are CPU, GPU");
        }

        @Test
        void namesLabelsThatDoNotMatch() {
            PlacementRequest need = PlacementRequest.of(new Shape(cpu(6), zone("b", "c")));

            assertThat(Feasibility.whyNever(need, types))
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("type cpu: its labels do not match zone in (b, c)"));
        }

        @Test
        void showsBytesAsPeopleWriteThem() {
            double gib = 1L << 30;
            List<Candidate> small = List.of(new Candidate("type cpu", Resources.of("memory", 4 * gib), Map.of()));

            assertThat(Feasibility.whyNever(need(Resources.of("memory", 16.5 * gib)), small))
                    .contains("no node type can satisfy {memory: 16.5GiB}: type cpu: has memory 4GiB, needs 16.5GiB");
        }

        @Test
        void saysThatThereIsNothingAtAll() {
            assertThat(Feasibility.whyNever(need(cpu(1)), List.of()))
                    .contains("no node type can satisfy {CPU: 1}: there are no node types");
        }
    }
}
