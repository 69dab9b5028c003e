package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.command.Verb;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** docs/commands.md holds the help of every command. */
class CommandsDocumentTest extends CommandTest {
    private static final String START = """
            # Commands

            The output of `--help` of every command. A test writes this file: `./mvnw -pl cli -am verify -Dmuster.write-docs=true`.

            """;

    @Test
    void holdsTheHelpOfEveryCommand() throws IOException {
        String document = document();
        if (Boolean.getBoolean("muster.write-docs")) {
            Files.writeString(Documents.path("commands.md"), document);
        }

        assertThat(Documents.read("commands.md"))
                .as("docs/commands.md is out of date: -Dmuster.write-docs=true rewrites it")
                .isEqualTo(document);
    }

    private String document() {
        StringBuilder text = new StringBuilder(START);
        append(text, "cluster", run("--help").out());
        for (Verb verb : Verb.values()) {
            append(
                    text,
                    "cluster " + verb.commandName(),
                    run((verb.commandName() + " --help").split(" ")).out());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String title, String help) {
        text.append("## ").append(title).append("\n\n```\n").append(help).append("```\n\n");
    }
}
