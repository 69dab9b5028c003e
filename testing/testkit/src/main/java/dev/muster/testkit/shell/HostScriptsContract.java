package dev.muster.testkit.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ScriptFile;
import dev.muster.core.script.ShellScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every script that is sent to a host, in the form in which it is sent. A module with scripts has a subclass. */
public abstract class HostScriptsContract {
    private static final Pattern FUNCTION = Pattern.compile("^([a-z_0-9]+)\\(\\)", Pattern.MULTILINE);

    /** SC2034 and SC2154: variables are set by one part of a script and read by another. SC2088: ~ is text. SC3013: every shell has -ef. */
    private static final String EXCLUDED = "SC2034,SC2154,SC2088,SC3013";

    /** The module's scripts, or the parts of the library. */
    protected abstract List<? extends ScriptFile> files();

    /** The folder with their files, from the module's folder. */
    protected abstract Path resources();

    @Test
    void everyShellFileIsRegistered() throws IOException {
        try (Stream<Path> all = Files.walk(resources())) {
            assertThat(all.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".sh")))
                    .as("A script that no enum lists is neither linted nor tested: add a constant")
                    .containsExactlyInAnyOrderElementsOf(
                            files().stream().map(ScriptFile::fileName).toList());
        }
    }

    @Test
    void everyFileSaysWhatItIsFor() throws IOException {
        for (ScriptFile file : files()) {
            assertThat(source(file)
                            .lines()
                            .takeWhile(line -> line.startsWith("#"))
                            .filter(line -> !line.startsWith("# uses:")))
                    .as(file.fileName())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isParsedByEveryShell(PosixShell shell) throws Exception {
        assumeTrue(shell.isInstalled(), shell + " is not installed");
        for (ScriptFile file : files()) {
            assertThat(printedBy(shell.parse(assembled(file).text())))
                    .as(file.fileName())
                    .isEmpty();
        }
    }

    @Test
    void passesShellcheckAsItIsSent() throws Exception {
        assumeTrue(PosixShell.isInstalled("shellcheck"), "shellcheck is not installed");
        for (ScriptFile file : files()) {
            Path script = Files.createTempFile("muster-script", ".sh");
            Files.writeString(script, assembled(file).text());
            assertThat(printedBy(List.of("shellcheck", "-s", "sh", "-S", "warning", "-e", EXCLUDED, script.toString())))
                    .as(file.fileName())
                    .isEmpty();
            Files.delete(script);
        }
    }

    /** A shell finds that out only when the call is reached. */
    @Test
    void declaresEachPartWhoseFunctionsItCalls() throws IOException {
        Map<String, LibraryPart> functions = libraryFunctions();
        for (ScriptFile file : files()) {
            String text = assembled(file).text();
            List<String> missing = functions.keySet().stream()
                    .filter(function -> !text.contains("\n" + function + "()") && !text.startsWith(function + "()"))
                    .filter(function -> Pattern.compile("(?<![\\w/.-])" + function + "(?![\\w/.=-])")
                            .matcher(text)
                            .find())
                    .map(function -> function + " of " + functions.get(function))
                    .toList();
            assertThat(missing)
                    .as(file.fileName() + " lacks in its line '# uses:'")
                    .isEmpty();
        }
    }

    /** A definition in a script would replace the library's without a word. */
    @Test
    void definesEachFunctionOnce() {
        for (ScriptFile file : files()) {
            assertThat(FUNCTION.matcher(assembled(file).text()).results().map(found -> found.group(1)))
                    .as(file.fileName())
                    .doesNotHaveDuplicates();
        }
    }

    private static Map<String, LibraryPart> libraryFunctions() {
        Map<String, LibraryPart> functions = new TreeMap<>();
        for (LibraryPart part : LibraryPart.values()) {
            FUNCTION.matcher(ShellScript.of(part).text())
                    .results()
                    .forEach(found -> functions.putIfAbsent(found.group(1), part));
        }
        return functions;
    }

    /** A part is sent with a call of one of its functions. */
    private static ShellScript assembled(ScriptFile file) {
        return file instanceof LibraryPart part ? ShellScript.call(part, "true") : ShellScript.of(file);
    }

    private String source(ScriptFile file) throws IOException {
        try (Stream<Path> all = Files.walk(resources())) {
            return Files.readString(all.filter(path -> path.endsWith(file.fileName()))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private static String printedBy(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        return code == 0 ? printed : printed + "exit code " + code;
    }
}
