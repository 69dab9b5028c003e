package dev.muster.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.failure.UserError;
import dev.muster.ssh.LocalUser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader and the installed ssh give the same settings for every file of the corpus, or both refuse it. */
@SuppressWarnings("NullAway.Init")
class SshCorpusTest {
    private static final LocalUser USER = LocalUser.ofThisProcess();

    @TempDir
    private static Path folder;

    /** @param refused whether no settings are expected */
    record Example(String name, HostQuery query, boolean refused, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void writeIncludedFiles() throws IOException {
        write("50-redhat.conf", "Match final all\n GSSAPIAuthentication yes\n ForwardX11Trusted yes\n");
        write("a.conf", "User a\n");
        write("b.conf", "User b\nPort 12\n");
        write("with space.conf", "User space\n");
        write("hosts.conf", "Host vm2\n User two\nHost vm*\n User vm\n");
        write("other-host.conf", "Host vm2\n Port 2\n");
        write("nested.conf", "Host vm1\nInclude " + folder + "/included/deeper/config\n");
        write("loop/itself", "Include " + folder + "/included/loop/itself\n");
        write("deeper/config", "Host vm1\n Port 77\n User deep\n");
        write("dots/seen", "Port 78\n");
        write("dots/.hidden", "Port 79\nUser hidden\n");
        write("9lives", "HostName nine\n");
    }

    private static void write(String name, String text) throws IOException {
        Path file = folder.resolve("included").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    static Stream<Example> examples() throws IOException {
        try (InputStream in = Objects.requireNonNull(SshCorpusTest.class.getResourceAsStream("corpus.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Example> examples = new ArrayList<>();
            Stream.of(text.split("(?m)^=== ")).skip(1).forEach(part -> examples.add(example(part)));
            return examples.stream();
        }
    }

    private static Example example(String part) {
        String title = part.lines().findFirst().orElse("");
        String name = title.replaceFirst(": .*", "");
        String[] words =
                title.substring(Math.min(title.length(), name.length() + 2)).split(" ");
        boolean refused = words[words.length - 1].equals("refused");
        HostQuery query = new HostQuery(
                words[0],
                words.length > 1 && !refused ? Optional.of(words[1]) : Optional.empty(),
                words.length > 2 ? OptionalInt.of(Integer.parseInt(words[2])) : OptionalInt.empty());
        return new Example(name, query, refused, part.substring(part.indexOf('\n') + 1));
    }

    @Test
    void hasEnoughExamplesOfEachKind() throws IOException {
        assertThat(examples().filter(example -> !example.refused())).hasSizeGreaterThan(80);
        assertThat(examples().filter(Example::refused)).hasSizeGreaterThan(15);
        assertThat(examples().map(Example::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void readsAFileAsSshDoes(Example example) throws Exception {
        Path file = Files.createTempFile(folder, "config", "");
        Files.writeString(file, controls(example.text()));
        SshProgram ssh = SshProgram.find(USER)
                .map(found -> new SshProgram(found.program(), Optional.of(file), USER))
                .orElse(null);
        assumeTrue(ssh != null, "ssh is not installed");
        SshProgram.Answer answer = ssh.ask(example.query());
        if (example.refused()) {
            assertThat(answer).isInstanceOf(SshProgram.Answer.Refused.class);
            assertThatThrownBy(() -> read(file, example.query())).isInstanceOf(UserError.class);
            return;
        }
        assertThat(answer).isInstanceOf(SshProgram.Answer.Options.class);
        HostOptions read = read(file, example.query());
        HostOptions asked = ((SshProgram.Answer.Options) answer).options().withFilesOf(Optional.of(read));
        assertThat(HostComparison.differences(asked, read)).isEmpty();
    }

    /** Newer versions of ssh refuse such names on their command line, but accept them in a file: the reader answers then. */
    @Test
    void aUserWhoseNameAShellWouldInterpretIsNotRefused() throws Exception {
        Path file = Files.createTempFile(folder, "config", "");
        Files.writeString(file, "Host vm\n  Port 23\n");
        Optional<SshProgram> ssh =
                SshProgram.find(USER).map(found -> new SshProgram(found.program(), Optional.of(file), USER));
        List<EffectiveConfig.Source> sources = List.of(new EffectiveConfig.Source(file, SshConfigReader.Owner.USER));
        HostQuery query = new HostQuery("vm", Optional.of("o'brien $x"), OptionalInt.empty());

        HostOptions options = new EffectiveConfig(USER, ssh, sources).apply(query);

        assertThat(options.user()).isEqualTo("o'brien $x");
        assertThat(options.port()).isEqualTo(23);
    }

    private static HostOptions read(Path file, HostQuery query) {
        List<EffectiveConfig.Source> sources = List.of(new EffectiveConfig.Source(file, SshConfigReader.Owner.USER));
        return new EffectiveConfig(USER, Optional.empty(), sources).apply(query);
    }

    private static String controls(String text) {
        return text.replace("@DIR@", folder.toString())
                .replace("\\N\n", "")
                .replace("\\r\n", "\r\n")
                .replace("\\t", "\t")
                .replace("\\f", "\f")
                .replace("\\0", "\0")
                .replace("\\B", "\ufeff");
    }
}
