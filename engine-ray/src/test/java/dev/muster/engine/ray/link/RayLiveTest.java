package dev.muster.engine.ray.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.core.port.SystemTime;
import dev.muster.core.port.Time;
import dev.muster.engine.DrainAnswer;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineReport.Failed;
import dev.muster.engine.EngineReport.Starting;
import dev.muster.engine.EngineReport.TypeSize;
import dev.muster.engine.EngineUnavailable;
import dev.muster.engine.EngineView;
import dev.muster.engine.EngineView.Activity;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.EngineView.Member;
import dev.muster.engine.EngineView.Need;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The link to a real Ray. The tests share one cluster, since its head takes up to ten seconds to start; the last ones end it. */
@Tag("whole")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RayLiveTest {
    private static final Time TIME = new SystemTime();
    private static final NodeKey FIRST = NodeKey.worker("worker", 1);
    private static final NodeKey SECOND = NodeKey.worker("worker", 2);
    private static final DrainOrder IF_IDLE = new DrainOrder.IfIdle("idle for 5 minutes");
    private static final EngineReport NOTHING = new EngineReport(List.of(), List.of(), List.of(), List.of(), List.of());

    private static final String IMPORTS = """
            import ray, sys, time
            from ray.util.placement_group import placement_group
            from ray.util.scheduling_strategies import PlacementGroupSchedulingStrategy as InGroup
            from ray.autoscaler.sdk import request_resources
            ray.init()
            """;

    private RealRay ray;
    private EngineLink link;

    @BeforeAll
    void start() throws Exception {
        ray = RealRay.inFolder();
        link = connect(ray.tokenFile);
        assertThatThrownBy(link::observe)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("connection refused");
        ray.startHead();
        RealRay.until("the head's node is alive", () -> nodes().contains(NodeKey.HEAD));
        ray.startWorker("worker-1", "{\"licence\": 1}", "zone=a");
        RealRay.until("the worker is alive", () -> nodes().contains(FIRST));
    }

    @AfterAll
    void end() throws Exception {
        if (ray != null) {
            link.close();
            ray.close();
        }
    }

    private EngineLink connect(Path tokenFile) {
        return RayLinks.connect(ray.scratch, ray.address(), () -> Optional.of(tokenFile), TIME);
    }

    private Set<NodeKey> nodes() throws InterruptedException {
        try {
            return link.observe().nodes().keySet();
        } catch (EngineUnavailable _) {
            return Set.of();
        }
    }

    private Member member(NodeKey key) throws Exception {
        return Optional.ofNullable(link.observe().nodes().get(key)).orElseThrow();
    }

    private void untilActivity(NodeKey key, Activity activity) throws Exception {
        RealRay.until(key + " is " + activity, () -> member(key).activity() == activity);
    }

    @Test
    @Order(1)
    void showsTheNodesByTheKeysWithWhichTheyWereStarted() throws Exception {
        untilActivity(FIRST, Activity.IDLE);

        assertThat(nodes()).containsExactlyInAnyOrder(NodeKey.HEAD, FIRST);
        assertThat(member(NodeKey.HEAD).total().amount("node:__internal_head__"))
                .isEqualTo(1);
        assertThat(member(FIRST).total().amount("licence")).isEqualTo(1);
        assertThat(member(FIRST).available()).isEqualTo(member(FIRST).total());
        assertThat(member(FIRST).labels()).containsEntry("zone", "a");
        assertThat(link.observe().isPending()).isFalse();
    }

    @Test
    @Order(2)
    void isRefusedWithAnotherToken() throws Exception {
        Path file = Files.writeString(ray.folder.resolve("wrong-token"), "f".repeat(64));
        try (EngineLink other = connect(file)) {
            assertThatThrownBy(other::observe)
                    .isInstanceOf(EngineUnavailable.class)
                    .hasMessageContaining("refuses the token")
                    .hasMessageContaining(file.toString())
                    .hasMessageNotContaining("ffff");
        }
    }

    @Test
    @Order(3)
    void seesTasksWithSelectorsAndFallbacksInOrder() throws Exception {
        Process driver = ray.drive("tasks", IMPORTS + """
                @ray.remote(num_cpus=2, label_selector={"zone": "in(b,c)"},
                            fallback_strategy=[{"label_selector": {"zone": "d", "disk": "!in(slow)"}}])
                def f(): pass
                waiting = [f.remote() for _ in range(8)]
                time.sleep(60)
                """);
        RealRay.until("tasks wait", () -> !link.observe().waiting().isEmpty());
        Need need = link.observe().waiting().getFirst();
        end(driver);

        List<Selector> selectors = need.request().selectors();
        assertThat(need.count()).isEqualTo(8);
        assertThat(need.request().shape().resources()).isEqualTo(Resources.of("CPU", 2));
        assertThat(selectors).hasSize(2);
        assertThat(selectors.get(0).matches(Map.of("zone", "c"))).isTrue();
        assertThat(selectors.get(0).matches(Map.of("zone", "a"))).isFalse();
        assertThat(selectors.get(1).matches(Map.of("zone", "d"))).isTrue();
        assertThat(selectors.get(1).matches(Map.of("zone", "d", "disk", "slow")))
                .isFalse();
    }

    @Test
    @Order(4)
    void seesPlacementGroupsOnceAndNotTheTasksInside() throws Exception {
        Process driver = ray.drive("groups", IMPORTS + """
                placement_group([{"CPU": 1}] * 5, strategy="STRICT_SPREAD")
                placement_group([{"CPU": 9}, {"CPU": 1}], strategy="SPREAD")
                placement_group([{"CPU": 9}], strategy="STRICT_PACK", bundle_label_selector=[{"zone": "b"}])
                placed = placement_group([{"CPU": 0.5}])
                ray.get(placed.ready())
                @ray.remote(num_cpus=0.5)
                def f(): time.sleep(60)
                inside = [f.options(scheduling_strategy=InGroup(placed)).remote() for _ in range(4)]
                time.sleep(60)
                """);
        RealRay.until("three groups wait", () -> link.observe().gangs().size() == 3);
        RealRay.until("a task runs inside", () -> ray.run("status").contains("using placement groups"));
        EngineView view = link.observe();
        end(driver);

        assertThat(view.waiting()).isEmpty();
        assertThat(view.gangs())
                .extracting(Gang::strategy)
                .containsExactlyInAnyOrder(GangStrategy.STRICT_SPREAD, GangStrategy.SPREAD, GangStrategy.STRICT_PACK);
        assertThat(gang(view, GangStrategy.STRICT_SPREAD).bundles())
                .hasSize(5)
                .allSatisfy(bundle -> assertThat(bundle.antiAffinity()).isPresent());
        assertThat(gang(view, GangStrategy.STRICT_PACK)
                        .bundles()
                        .getFirst()
                        .shape()
                        .selector())
                .satisfies(selector ->
                        assertThat(selector.matches(Map.of("zone", "b"))).isTrue())
                .satisfies(selector ->
                        assertThat(selector.matches(Map.of("zone", "a"))).isFalse());
    }

    private static Gang gang(EngineView view, GangStrategy strategy) {
        return view.gangs().stream()
                .filter(gang -> gang.strategy() == strategy)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(5)
    void seesRequestedCapacityAfterItsProgramHasEnded() throws Exception {
        Process driver = ray.drive("capacity", IMPORTS + "request_resources(num_cpus=11, bundles=[{'GPU': 1}])\n");
        assertThat(driver.waitFor()).isZero();

        assertThat(link.observe().standing())
                .extracting(
                        need -> need.count() + " x " + need.request().shape().resources())
                .containsExactlyInAnyOrder("11 x {CPU: 1}", "1 x {GPU: 1}");
        ray.drive("release", IMPORTS + "request_resources(num_cpus=0)\n").waitFor();
        assertThat(link.observe().standing()).isEmpty();
    }

    @Test
    @Order(6)
    void showsReportsInRaysStatusAndEventsOnADriversTerminal() throws Exception {
        Process driver = ray.drive("terminal", IMPORTS + "time.sleep(60)\n");
        RealRay.until("the driver is connected", () -> ray.output("terminal").contains("Connected to Ray"));

        link.report(new EngineReport(
                List.of(
                        new Starting(NodeKey.worker("gpu", 7), "gpu", "192.0.2.7", TIME.wallClock(), "runs setup"),
                        new Starting(NodeKey.worker("gpu", 8), "gpu", "", TIME.wallClock(), "asked for"),
                        new Starting(NodeKey.worker("gpu", 9), "gpu", "", TIME.wallClock(), "asked for")),
                List.of(new Failed(
                        NodeKey.worker("gpu", 6), "gpu", TIME.wallClock(), TIME.wallClock(), "the disk is full")),
                List.of(),
                List.of(new TypeSize("gpu", Resources.of("CPU", 8), 0, 4)),
                List.of()));

        assertThat(ray.run("status", "-v"))
                .contains("gpu-7: gpu, runs setup")
                .contains("gpu, 2 launching")
                .contains("the disk is full");
        // A driver misses what is written before it listens, so the event is written until it shows.
        RealRay.until("the driver prints the event", () -> {
            link.report(new EngineReport(
                    List.of(), List.of(), List.of(), List.of(), List.of("Adding 2 nodes of type \"gpu\"")));
            return ray.output("terminal").contains("Adding 2 nodes of type \"gpu\"");
        });
        assertThat(ray.output("terminal")).contains("(autoscaler +");
        assertThat(ray.scratch.resolve("session_latest/logs/monitor.log"))
                .content()
                .contains("Adding 2 nodes");
        end(driver);
        link.report(NOTHING);
        assertThat(ray.run("status")).doesNotContain("gpu");
    }

    @Test
    @Order(7)
    void keepsANodeWithAnActorThatTakesNoCpuUntilItEnds() throws Exception {
        Process driver = ray.drive("actor", IMPORTS + """
                @ray.remote(num_cpus=0, resources={"licence": 0.001})
                class A:
                    def f(self): pass
                a = A.remote()
                ray.get(a.f.remote())
                print("actor runs")
                time.sleep(60)
                """);
        RealRay.until("the actor runs", () -> ray.output("actor").contains("actor runs"));
        untilActivity(FIRST, Activity.BUSY);

        assertThat(link.drain(FIRST, IF_IDLE)).isInstanceOf(DrainAnswer.Refused.class);
        end(driver);
        untilActivity(FIRST, Activity.IDLE);

        assertThat(link.drain(FIRST, IF_IDLE)).isEqualTo(new DrainAnswer.Accepted());
        RealRay.until("the node leaves", () -> !nodes().contains(FIRST));
        assertThat(link.drain(FIRST, IF_IDLE)).isEqualTo(new DrainAnswer.Accepted());
        assertThat(link.drain(NodeKey.worker("unknown", 1), IF_IDLE)).isEqualTo(new DrainAnswer.Accepted());
    }

    @Test
    @Order(8)
    void drainsABusyNodeThatLeavesAfterItsWork() throws Exception {
        ray.startWorker("worker-2", "{\"licence\": 1}", "zone=b");
        RealRay.until("the second worker is alive", () -> nodes().contains(SECOND));
        Process driver = ray.drive("work", IMPORTS + """
                @ray.remote(num_cpus=1, resources={"licence": 1})
                def f():
                    print("task runs")
                    time.sleep(4)
                    return "task is done"
                print(ray.get(f.remote()))
                """);
        RealRay.until("the task runs", () -> ray.output("work").contains("task runs"));
        untilActivity(SECOND, Activity.BUSY);

        assertThat(link.drain(
                        SECOND,
                        new DrainOrder.Always(
                                "the node is replaced", TIME.wallClock().plus(Duration.ofMinutes(1)))))
                .isEqualTo(new DrainAnswer.Accepted());
        untilActivity(SECOND, Activity.DRAINING);
        RealRay.until("the node leaves", () -> !nodes().contains(SECOND));
        assertThat(driver.waitFor()).isZero();
        assertThat(ray.output("work")).contains("task is done");
    }

    @Test
    @Order(9)
    void reportsAgainToAHeadThatWasKilledAndKeepsItsNodes() throws Exception {
        ray.startWorker("worker-1", "{\"licence\": 1}", "zone=a");
        RealRay.until("the worker is alive", () -> nodes().contains(FIRST));
        EngineReport report = new EngineReport(
                List.of(new Starting(NodeKey.worker("gpu", 7), "gpu", "192.0.2.7", TIME.wallClock(), "runs setup")),
                List.of(),
                List.of(),
                List.of(new TypeSize("gpu", Resources.of("CPU", 8), 0, 4)),
                List.of());
        link.report(report);
        String session = link.observe().session();
        String id = member(FIRST).id();

        ray.killHead();
        assertThatThrownBy(link::observe).isInstanceOf(EngineUnavailable.class);
        ray.startHead();
        RealRay.until("the head and its worker are back", () -> nodes().containsAll(Set.of(NodeKey.HEAD, FIRST)));

        assertThat(member(FIRST).id()).isEqualTo(id);
        assertThat(link.observe().session()).isNotEqualTo(session);
        link.report(report);
        assertThat(ray.run("status")).contains("gpu-7: gpu, runs setup");
    }

    private static void end(Process driver) throws InterruptedException {
        driver.destroyForcibly();
        driver.waitFor();
    }

    @Test
    @Order(10)
    void neverReportsInAWayThatCancelsTasksWithTheSameAmounts() throws Exception {
        PlacementRequest onMars = new PlacementRequest(
                new Shape(
                        Resources.of("CPU", 1),
                        new Selector(List.of(new Selector.Requirement("zone", Selector.Operator.IN, Set.of("mars"))))),
                List.of(),
                Optional.empty(),
                Optional.empty());
        Process driver = ray.drive("queue", IMPORTS + """
                @ray.remote(num_cpus=1)
                def f(): time.sleep(0.5)
                never = f.options(label_selector={"zone": "mars"}).remote()
                ray.get([f.remote() for _ in range(30)])
                print("all done")
                """);
        RealRay.until("both kinds of tasks wait", () -> link.observe().waiting().size() == 2);
        link.report(new EngineReport(List.of(), List.of(), List.of(onMars), List.of(), List.of()));

        assertThat(driver.waitFor()).isZero();
        assertThat(ray.output("queue")).contains("all done");
    }
}
