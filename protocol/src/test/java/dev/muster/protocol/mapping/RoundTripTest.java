package dev.muster.protocol.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.muster.core.control.RequestOutcome;
import dev.muster.core.control.SubmissionResult;
import dev.muster.protocol.wire.FromNode;
import dev.muster.protocol.wire.ToNode;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that is written and read again stays equal. The seed is in the test's name. */
class RoundTripTest {
    private static final String ADA = "ada@laptop";

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRecordSurvivesWritingAndReading(long seed) throws InvalidProtocolBufferException {
        RandomRecords any = new RandomRecords(seed);
        var hello = any.hello();
        assertThat(NodeMapping.from(fromNode(NodeMapping.to(hello)).getHello())).isEqualTo(hello);
        var report = any.report();
        assertThat(NodeMapping.from(fromNode(NodeMapping.to(report)).getReport()))
                .isEqualTo(report);
        var welcome = any.welcome();
        assertThat(NodeMapping.from(toNode(NodeMapping.to(welcome)).getWelcome()))
                .isEqualTo(welcome);
        var desired = any.desired();
        assertThat(NodeMapping.from(toNode(NodeMapping.to(desired)).getDesired()))
                .isEqualTo(desired);
        var reason = any.line();
        assertThat(NodeMapping.from(toNode(NodeMapping.superseded(reason)).getSuperseded()))
                .isEqualTo(reason);

        var status = any.status();
        assertThat(StatusMapping.from(throughBytes(StatusMapping.to(status)))).isEqualTo(status);
        var event = any.event();
        assertThat(EventMapping.from(throughBytes(EventMapping.to(event)))).isEqualTo(event);
        var events = List.of(event, any.event());
        assertThat(ControlMapping.from(throughBytes(ControlMapping.events(events))))
                .isEqualTo(events);

        var submission = any.submission(ADA);
        assertThat(ControlMapping.from(throughBytes(ControlMapping.to(submission)), ADA))
                .isEqualTo(submission);
        var result = new SubmissionResult(seed, List.of(any.line()));
        assertThat(ControlMapping.from(throughBytes(ControlMapping.to(result)))).isEqualTo(result);
        var standing = any.standing(ADA);
        assertThat(ControlMapping.from(throughBytes(ControlMapping.to(standing)), ADA))
                .isEqualTo(standing);
        var outcome = new RequestOutcome(List.of(any.line()));
        assertThat(ControlMapping.from(throughBytes(ControlMapping.to(outcome))))
                .isEqualTo(outcome);
        var stop = any.stop(ADA);
        assertThat(ControlMapping.from(throughBytes(ControlMapping.to(stop)), ADA))
                .isEqualTo(stop);
        var journal = any.journal();
        assertThat(ControlMapping.from(throughBytes(ControlMapping.to(journal))))
                .isEqualTo(journal);
        var logs = any.logs();
        assertThat(ControlMapping.from(throughBytes(ControlMapping.to(logs)))).isEqualTo(logs);
        var addresses = any.addresses();
        assertThat(ControlMapping.from(throughBytes(ControlMapping.to(addresses))))
                .isEqualTo(addresses);
    }

    private static FromNode fromNode(FromNode message) throws InvalidProtocolBufferException {
        return throughBytes(message);
    }

    private static ToNode toNode(ToNode message) throws InvalidProtocolBufferException {
        return throughBytes(message);
    }

    /** Serialises and parses the message, as the wire does. */
    @SuppressWarnings("unchecked")
    private static <M extends MessageLite> M throughBytes(M message) throws InvalidProtocolBufferException {
        return (M) message.getParserForType().parseFrom(message.toByteArray());
    }
}
