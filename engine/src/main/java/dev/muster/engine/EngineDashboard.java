package dev.muster.engine;

import dev.muster.core.HostText;
import dev.muster.core.text.KeyValueText;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the engine's dashboard is, as the head's host prints it.
 *
 * @param port on the loopback address of the head's host
 * @param tokenFile the file on the head's host with the token that the dashboard asks for; empty if it asks for none
 */
public record EngineDashboard(int port, Optional<String> tokenFile) {
    /** The keys are {@code port} and {@code token_file}. */
    public static final KeyValueText FORMAT =
            new KeyValueText("muster-engine-dashboard 1", 1_000, 4_096, Set.of("port", "token_file")::contains);

    private static final int HIGHEST_PORT = 65_535;

    /** Returns what the text says; empty if it is not in the {@link #FORMAT} or has no valid port. */
    public static Optional<EngineDashboard> parse(String text) {
        return FORMAT.parse(text).map(KeyValueText::firstOfEach).flatMap(EngineDashboard::of);
    }

    private static Optional<EngineDashboard> of(Map<String, String> values) {
        String port = values.getOrDefault("port", "");
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > HIGHEST_PORT) {
            return Optional.empty();
        }
        Optional<String> token = Optional.ofNullable(values.get("token_file"))
                .map(HostText::line)
                .filter(file -> file.startsWith("/"));
        return Optional.of(new EngineDashboard(Integer.parseInt(port), token));
    }
}
