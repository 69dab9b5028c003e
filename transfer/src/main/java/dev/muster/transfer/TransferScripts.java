package dev.muster.transfer;

import dev.muster.core.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The shell scripts of this package's resources, with what varies as quoted variables before their first line. */
final class TransferScripts {
    private TransferScripts() {}

    static String read(String name, Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((variable, value) -> text.append(variable)
                        .append('=')
                        .append(Shell.quote(value))
                        .append('\n'));
        return text.append(resource(name)).toString();
    }

    private static String resource(String name) {
        try (InputStream stream = TransferScripts.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no script '" + name + "'");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
