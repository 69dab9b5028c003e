package dev.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.muster.protocol.wire.Common;
import dev.muster.protocol.wire.ControlOuterClass;
import dev.muster.protocol.wire.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Neighbouring versions must stay compatible, so the .proto files may only be added to. {@code released.txt} has one line for each field, enum value and
 * call of the last release; no line of it may be missing from the current files. A release replaces it with {@code target/schema.txt}, which this test
 * writes.
 */
class ReleasedSchemaTest {
    private static final Path RELEASED = Path.of("src/test/resources/released.txt");
    private static final Path CURRENT = Path.of("target/schema.txt");

    @Test
    void nothingOfTheLastReleaseWasRemovedOrChanged() throws IOException {
        Set<String> current = current();
        Files.write(CURRENT, current);
        assertThat(current).containsAll(Files.readAllLines(RELEASED));
    }

    @Test
    void aLineHasTheNameNumberAndType() {
        assertThat(current())
                .contains(
                        "call muster.v1.NodeService.Connect(stream muster.v1.FromNode) stream muster.v1.ToNode",
                        "field muster.v1.Hello.node_key = 4 string",
                        "field muster.v1.Report.work = 3 repeated muster.v1.Work",
                        "value muster.v1.DesiredState.Phase.STOP = 3");
    }

    private static Set<String> current() {
        Set<String> lines = new TreeSet<>();
        for (FileDescriptor file :
                List.of(Common.getDescriptor(), ControlOuterClass.getDescriptor(), Node.getDescriptor())) {
            file.getMessageTypes().stream().flatMap(ReleasedSchemaTest::linesOf).forEach(lines::add);
            file.getEnumTypes().stream().flatMap(ReleasedSchemaTest::linesOf).forEach(lines::add);
            file.getServices().stream().flatMap(ReleasedSchemaTest::linesOf).forEach(lines::add);
        }
        return lines;
    }

    private static Stream<String> linesOf(Descriptor message) {
        Stream<String> fields = message.getFields().stream().map(ReleasedSchemaTest::lineOf);
        Stream<String> inner = message.getNestedTypes().stream().flatMap(ReleasedSchemaTest::linesOf);
        Stream<String> enums = message.getEnumTypes().stream().flatMap(ReleasedSchemaTest::linesOf);
        return Stream.of(fields, inner, enums).flatMap(lines -> lines);
    }

    private static String lineOf(FieldDescriptor field) {
        String type = switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                field.getType().name().toLowerCase(Locale.ROOT);
        };
        String repeated = field.isRepeated() ? "repeated " : "";
        return "field " + field.getFullName() + " = " + field.getNumber() + " " + repeated + type;
    }

    private static Stream<String> linesOf(EnumDescriptor values) {
        return values.getValues().stream()
                .map(value -> "value " + values.getFullName() + "." + value.getName() + " = " + value.getNumber());
    }

    private static Stream<String> linesOf(ServiceDescriptor service) {
        return service.getMethods().stream()
                .map(call -> "call " + call.getFullName() + "(" + (call.isClientStreaming() ? "stream " : "")
                        + call.getInputType().getFullName() + ") " + (call.isServerStreaming() ? "stream " : "")
                        + call.getOutputType().getFullName());
    }
}
