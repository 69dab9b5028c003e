package dev.muster.protocol.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedInputStream;
import dev.muster.core.event.Event;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.protocol.wire.ApplyRequest;
import dev.muster.protocol.wire.Bundles;
import dev.muster.protocol.wire.DesiredState;
import dev.muster.protocol.wire.FromNode;
import dev.muster.protocol.wire.Hello;
import dev.muster.protocol.wire.JournalRequest;
import dev.muster.protocol.wire.LogsRequest;
import dev.muster.protocol.wire.Report;
import dev.muster.protocol.wire.Resources;
import dev.muster.protocol.wire.StandingRequest;
import dev.muster.protocol.wire.StopRequest;
import dev.muster.protocol.wire.Use;
import dev.muster.protocol.wire.Work;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed messages with values that must be rejected. */
class BoundsTest {
    private static final String ADA = "ada@laptop";

    private static void assertRejected(Report.Builder report, String message) {
        assertThatThrownBy(() -> NodeMapping.from(report.build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e300})
    void measurementsMustBeFiniteAndNotNegative(double cpu) {
        assertRejected(Report.newBuilder().setUse(Use.newBuilder().setCpu(cpu)), "cpu");
    }

    @Test
    void amountsMustBeInRange() {
        for (long amount : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            Resources resources =
                    Resources.newBuilder().putTenThousandths("CPU", amount).build();
            assertRejected(Report.newBuilder().addWork(Work.newBuilder().setResources(resources)), "amount");
        }
    }

    @Test
    void countsAreLimited() {
        assertRejected(Report.newBuilder().addAllWork(Collections.nCopies(1001, Work.getDefaultInstance())), "work");
        Resources many = Resources.newBuilder()
                .putAllTenThousandths(IntStream.range(0, 257).boxed().collect(Collectors.toMap(i -> "r" + i, i -> 1L)))
                .build();
        assertRejected(Report.newBuilder().addWork(Work.newBuilder().setResources(many)), "resources");
    }

    @Test
    void textIsLimitedAndHasNoControlCharacters() {
        assertRejected(Report.newBuilder().addWork(Work.newBuilder().setId("x".repeat(129))), "work id");
        assertRejected(Report.newBuilder().addWork(Work.newBuilder().setId("a\u001b[2Jb")), "control characters");
        assertRejected(Report.newBuilder().setRenewal("x".repeat(513)), "renewal");
    }

    @Test
    void timesMustBeInRange() {
        assertRejected(Report.newBuilder().addWork(Work.newBuilder().setSinceMillis(Long.MAX_VALUE)), "work since");
        assertRejected(Report.newBuilder().addWork(Work.newBuilder().setSinceMillis(-1)), "work since");
    }

    @Test
    void anEmptyHelloIsRejected() {
        assertThatThrownBy(() -> NodeMapping.from(Hello.getDefaultInstance()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownPhaseIsRejected() {
        DesiredState unknown = DesiredState.newBuilder().setPhaseValue(77).build();
        assertThatThrownBy(() -> NodeMapping.from(unknown)).hasMessageContaining("phase");
    }

    @Test
    void requestsOfOperatorsAreValidated() {
        List<Runnable> calls = List.of(
                () -> ControlMapping.from(
                        ApplyRequest.newBuilder().putSecrets("NOT A NAME", "x").build(), ADA),
                () -> ControlMapping.from(
                        ApplyRequest.newBuilder().setMode("at once").build(), ADA),
                () -> ControlMapping.from(
                        StandingRequest.newBuilder()
                                .addBundles(Bundles.newBuilder().setCount(0))
                                .build(),
                        ADA),
                () -> ControlMapping.from(
                        StandingRequest.newBuilder()
                                .addBundles(Bundles.newBuilder().setCount(1_000_001))
                                .build(),
                        ADA),
                () -> ControlMapping.from(
                        StopRequest.newBuilder().setScope("everything").build(), ADA),
                () -> ControlMapping.from(
                        JournalRequest.newBuilder().setLimit(0).build()),
                () -> ControlMapping.from(
                        JournalRequest.newBuilder().setLimit(10).addKinds("x").build()),
                () -> ControlMapping.from(LogsRequest.newBuilder().setStep("..").build()),
                () -> ControlMapping.from(
                        LogsRequest.newBuilder().setNodeKey("../x-1").build()),
                () -> ControlMapping.from(
                        LogsRequest.newBuilder().setLastLines(-1).build()));
        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void longMessagesAreClipped() {
        Event event = Event.of(Instant.EPOCH, Event.Kind.HEAD, "up", "begin" + "x".repeat(100_000) + "end");
        Event received = EventMapping.from(EventMapping.to(event));
        assertThat(received.message()).startsWith("begin").hasSizeLessThan(10_000);
        List<String> lines = Collections.nCopies(1000, "y".repeat(5000));
        RemoteFailure failure = new RemoteFailure("vm1", "z".repeat(100_000), "", true, lines);
        assertThat(FailureMapping.to(failure).getSerializedSize()).isLessThan(64 * 1024);
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Changes random bytes. A message that can still be parsed must give a record or be rejected. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedMessagesAreReadOrRejected(long seed) {
        RandomRecords any = new RandomRecords(seed);
        Random random = new Random(seed);
        byte[] hello = NodeMapping.to(any.hello()).toByteArray();
        byte[] report = NodeMapping.to(any.report()).toByteArray();
        for (byte[] bytes : List.of(hello, report)) {
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                FromNode message = FromNode.parseFrom(CodedInputStream.newInstance(bytes));
                Object read = message.hasHello()
                        ? NodeMapping.from(message.getHello())
                        : NodeMapping.from(message.getReport());
                assertThat(read).isNotNull();
            } catch (IOException | IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
