package dev.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.config.Problem;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.HoldOrder;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.LogQuery;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.control.StopOrder;
import dev.muster.core.event.Event;
import dev.muster.core.failure.Bug;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.InvalidConfig;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.protocol.identity.CertificateSubject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlTest {
    private TestHead head;
    private ControlClient client;

    @BeforeEach
    void start() throws IOException {
        head = new TestHead();
        client = head.client();
    }

    @AfterEach
    void stop() {
        client.close();
        head.close();
    }

    @Test
    void everyCallReachesTheHeadUnchanged() throws InterruptedException {
        ConfigSubmission submission = new ConfigSubmission(
                "cluster_name: demo\n", Map.of("HF_TOKEN", "geheim"), "ada@laptop", ConfigSubmission.Mode.DRAIN_FIRST);
        StandingRequest request = new StandingRequest(
                List.of(new StandingRequest.Bundles(Shape.of(Resources.of("CPU", 2)), 4)), "ada@laptop");
        StopOrder order = new StopOrder(StopOrder.Scope.ABOVE_MINIMUM, true, "ada@laptop");
        JournalQuery query = new JournalQuery(Set.of(Event.Kind.DECISION), Optional.of(new NodeKey("cpu-1")), 10);

        assertThat(client.apply(submission).changes()).containsExactly("cpu: max 2 -> 4");
        assertThat(client.status()).isEqualTo(FakeControl.VIEW);
        assertThat(client.request(request).notes()).containsExactly("max of cpu is 4");
        client.drain(new NodeKey("cpu-1"), true);
        client.hold(new HoldOrder("vm3", false, "new RAM"));
        assertThat(client.stop(order)).containsExactly(new NodeKey("cpu-3"));
        assertThat(client.enrol(new NodeKey("cpu-2"), "key.signature")).isEqualTo("a chain");
        assertThat(client.addresses()).isEmpty();
        assertThat(client.journal(query)).containsExactly(FakeControl.event(1));
        assertThat(client.explain(Optional.of(new NodeKey("cpu-1")))).containsExactly(FakeControl.WHY);

        assertThat(head.control.calls)
                .containsExactly(
                        submission,
                        "status",
                        request,
                        "drain cpu-1 true",
                        new HoldOrder("vm3", false, "new RAM"),
                        order,
                        "enrol cpu-2 key.signature",
                        "addresses",
                        query,
                        "explain cpu-1");
        assertThat(head.operators.take()).isEqualTo(new CertificateSubject.Operator(TestHead.CLUSTER, "ada@laptop"));
    }

    @Test
    void theOperatorComesFromTheCertificateAndNotFromTheRequest() throws InterruptedException {
        client.stop(new StopOrder(StopOrder.Scope.ALL_WORKERS, false, "eve@elsewhere"));
        assertThat(head.control.calls.take())
                .isEqualTo(new StopOrder(StopOrder.Scope.ALL_WORKERS, false, "ada@laptop"));
    }

    private <T extends ClusterException> T failure(RuntimeException cause, Class<T> kind) {
        head.control.failure = Optional.of(cause);
        return catchThrowableOfType(kind, client::status);
    }

    @Test
    void aUserErrorKeepsTextAndHint() {
        UserError error = failure(new UserError("cpu-9 is no node", "see 'cluster status'"), UserError.class);
        assertThat(error.text()).isEqualTo("cpu-9 is no node");
        assertThat(error.hint()).isEqualTo("see 'cluster status'");
    }

    @Test
    void anInvalidConfigKeepsItsProblems() {
        List<Problem> problems = List.of(
                new Problem(Problem.Severity.ERROR, "c.yaml", 3, 5, "max_worker", "unknown key", "did you mean it?"),
                new Problem(Problem.Severity.WARNING, "c.yaml", 0, 0, "", "odd", ""));
        assertThat(failure(new InvalidConfig(problems), InvalidConfig.class).problems())
                .isEqualTo(problems);
    }

    @Test
    void theOtherFailuresKeepAllTheirFields() {
        NoCluster none = failure(new NoCluster("it is down", "up"), NoCluster.class);
        assertThat(none.text() + "/" + none.hint()).isEqualTo("it is down/up");
        ProviderFailure provider =
                failure(new ProviderFailure("aws", "no capacity", "wait", true), ProviderFailure.class);
        assertThat(provider.provider() + provider.retryable() + provider.text()).isEqualTo("awstrueno capacity");
        RemoteFailure remote =
                failure(new RemoteFailure("vm7", "broke", "", true, List.of("a", "b")), RemoteFailure.class);
        assertThat(remote.host() + remote.retryable()).isEqualTo("vm7true");
        assertThat(remote.lastLines()).containsExactly("a", "b");
    }

    @Test
    void anUnexpectedErrorBecomesABugWithoutInternals() {
        Bug bug = failure(new IllegalStateException("password=1234 in /root/secret"), Bug.class);
        assertThat(bug.text())
                .startsWith("internal error in the head (see bug ")
                .doesNotContain("1234");
    }

    @Test
    void aConfigOfMoreThanOneMebibyteIsRefused() {
        ConfigSubmission large =
                new ConfigSubmission("x".repeat(1024 * 1024 + 1), Map.of(), "p@m", ConfigSubmission.Mode.DRAIN_FIRST);
        assertThatThrownBy(() -> client.apply(large))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("config has more than");
        assertThat(head.control.calls).isEmpty();
    }

    @Test
    void aRequestTooLargeForGrpcFailsButLeavesTheConnectionUsable() {
        ConfigSubmission huge =
                new ConfigSubmission("x".repeat(3_000_000), Map.of(), "p@m", ConfigSubmission.Mode.DRAIN_FIRST);
        assertThatThrownBy(() -> client.apply(huge)).isInstanceOf(RemoteFailure.class);
        assertThat(client.status()).isEqualTo(FakeControl.VIEW);
    }

    @Test
    void aStepNameThatIsAPathIsRefused() {
        LogQuery query = new LogQuery(Optional.empty(), Optional.of("../../control/ca"), 0, false);
        assertThatThrownBy(() -> client.logs(query, chunk -> {})).isInstanceOf(UserError.class);
        assertThat(head.control.calls).isEmpty();
    }

    @Test
    void watchDeliversEventsUntilTheListenerReturnsFalse() throws InterruptedException {
        List<Event> seen = new ArrayList<>();
        client.watch(5, event -> {
            seen.add(event);
            return seen.size() < 2;
        });
        assertThat(seen).containsExactly(FakeControl.event(6), FakeControl.event(7));
        assertThat(head.control.streamEnded.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptEndsAWatchAtBothEnds() throws InterruptedException {
        BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
        CountDownLatch seen = new CountDownLatch(3);
        Thread watcher = Thread.ofPlatform().start(() -> {
            try {
                client.watch(0, event -> {
                    seen.countDown();
                    return true;
                });
                outcome.add("returned");
            } catch (InterruptedException e) {
                outcome.add("interrupted");
            }
        });
        assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
        watcher.interrupt();
        assertThat(outcome.poll(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
        assertThat(head.control.streamEnded.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void watchFailsWithNoClusterWhenTheHeadEnds() {
        assertThatThrownBy(() -> client.watch(0, event -> {
                    if (event.sequence() == 3) {
                        head.server.close();
                    }
                    return true;
                }))
                .isInstanceOf(NoCluster.class);
    }

    @Test
    void logsArriveCompleteAndInOrder() throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        client.logs(
                new LogQuery(Optional.of(new NodeKey("cpu-1")), Optional.of("install"), 50, false),
                chunk -> bytes.writeBytes(chunk));
        assertThat(bytes.toByteArray()).hasSize(100_000).endsWith(42);
    }

    @Test
    void closingTheClientEndsAFollowedLogAtTheHead() throws InterruptedException {
        BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            try {
                client.logs(new LogQuery(Optional.empty(), Optional.empty(), 0, true), chunk -> begun.countDown());
                outcome.add("returned");
            } catch (InterruptedException | ClusterException e) {
                outcome.add(e.getClass().getSimpleName());
            }
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        client.close();
        assertThat(outcome.poll(10, TimeUnit.SECONDS)).isEqualTo("NoCluster");
        assertThat(head.control.streamEnded.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCallFailsWithNoClusterIfNothingListens() {
        head.server.close();
        try (ControlClient late = head.client()) {
            assertThatThrownBy(late::status).isInstanceOf(NoCluster.class).hasMessageContaining("no head answers at ");
        }
    }
}
