package dev.muster.launcher.bootstrap;

import dev.muster.core.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shell scripts of this package's resources. What varies is put before them as quoted variables: a script's own text is never changed. */
public final class BootstrapScripts {
    private BootstrapScripts() {}

    /** @param variables set before the script's first line */
    public static String read(String name, Map<String, String> variables) {
        return read(name, variables, List.of());
    }

    /** @param arguments the script's {@code "$@"} */
    public static String read(String name, Map<String, String> variables, List<String> arguments) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((variable, value) -> text.append(variable)
                        .append('=')
                        .append(Shell.quote(value))
                        .append('\n'));
        text.append("set -- ").append(Shell.words(arguments)).append('\n');
        return text.append(resource(name)).toString();
    }

    private static String resource(String name) {
        try (InputStream stream = BootstrapScripts.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no script '" + name + "'");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
