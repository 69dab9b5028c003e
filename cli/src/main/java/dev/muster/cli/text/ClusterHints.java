package dev.muster.cli.text;

import dev.muster.core.Shell;
import java.util.Optional;

/**
 * Writes commands into hints so that they reach the same cluster when they are typed as they stand: with the CONFIG, {@code --file} or {@code -n} of the
 * current command line.
 */
public final class ClusterHints {
    private final String reference;

    /**
     * @param config the CONFIG argument
     * @param file the value of {@code --file}
     * @param name the value of {@code -n}
     */
    public ClusterHints(Optional<String> config, Optional<String> file, Optional<String> name) {
        StringBuilder text = new StringBuilder();
        config.ifPresent(value -> text.append(' ').append(Shell.quote(value)));
        // Not -f, which means --follow to 'logs'.
        file.ifPresent(value -> text.append(" --file ").append(Shell.quote(value)));
        name.ifPresent(value -> text.append(" -n ").append(Shell.quote(value)));
        this.reference = text.toString();
    }

    /** Returns for example {@code cluster status lab.yaml}. */
    public String command(String verb) {
        return "cluster " + verb + reference;
    }

    /** Returns for example {@code cluster logs lab.yaml cpu-3 --step setup}. */
    public String command(String verb, String arguments) {
        return command(verb) + " " + arguments;
    }
}
