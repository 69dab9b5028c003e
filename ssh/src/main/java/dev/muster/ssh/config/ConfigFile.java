package dev.muster.ssh.config;

import java.util.List;

/** A parsed ssh_config file. Included files stand in the place of their Include line. */
record ConfigFile(List<Statement> statements) {
    static final ConfigFile EMPTY = new ConfigFile(List.of());

    ConfigFile {
        statements = List.copyOf(statements);
    }

    /** One line, or the files that one line includes. */
    sealed interface Statement {
        record Setting(ConfigLine line) implements Statement {}

        /** A keyword that ssh does not have. It is an error, unless IgnoreUnknown allows it. */
        record Unknown(ConfigLine line) implements Statement {}

        record Host(ConfigLine line) implements Statement {}

        record Match(ConfigLine line, List<MatchCriterion> criteria) implements Statement {}

        record Include(List<ConfigFile> files) implements Statement {}
    }
}
