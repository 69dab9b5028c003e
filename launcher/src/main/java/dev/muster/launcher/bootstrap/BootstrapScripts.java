package dev.muster.launcher.bootstrap;

import dev.muster.core.Shell;
import dev.muster.core.node.NodeFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shell scripts of this package's resources. What varies is put before them as quoted variables: a script's own text is never changed. */
public final class BootstrapScripts {
    /** How a script ends whose root another user could have prepared. */
    public static final int ROOT_REFUSED = 78;

    private BootstrapScripts() {}

    /**
     * Chooses the host's root where none is given, and can tell whether it may be trusted.
     *
     * @param variables set before the script's first line, among them {@code root}
     */
    public static String chooseRoot(Map<String, String> variables) {
        return read("root.sh", variables) + read("own-root.sh", Map.of());
    }

    /** Can tell whether a root that is known already may be trusted: for scripts that call its functions. */
    public static String ownRoot(String root) {
        return read("own-root.sh", Map.of("root", root));
    }

    /** Ends the script where the root of a node's or the head's folder may not be trusted. */
    public static String needRootOf(String folder) {
        return ownRoot(NodeFolders.rootOf(folder)) + "need_root\n";
    }

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
