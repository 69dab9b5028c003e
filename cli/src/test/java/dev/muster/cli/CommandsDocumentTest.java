package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.command.Verb;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** docs/commands.md is what the commands say of themselves. */
class CommandsDocumentTest extends CommandTest {
    private static final String START = """
            # Commands

            What `--help` says, in one page. This file is written by a test: `./mvnw -pl cli -am verify -Dmuster.write-docs=true`.

            """;

    @Test
    void showsTheHelpOfEveryCommand() throws IOException {
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
            if (verb != Verb.PLAN) {
                append(
                        text,
                        "cluster " + verb.word(),
                        run(verb.word(), "--help").out());
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String title, String help) {
        text.append("## ").append(title).append("\n\n```\n").append(help).append("```\n\n");
    }
}
