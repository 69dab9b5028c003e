package dev.muster.core.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShellScriptTest {
    private static final ShellScript CHECK = ShellScript.call(LibraryPart.ROOT, "require_root");
    private static final ShellScript RECORD =
            ShellScript.call(LibraryPart.FOLDERS, "record_step", "/node", "setup", "1");

    @Test
    void sendsEachPartOnceAlsoWhereSeveralScriptsUseIt() {
        assertThat(CHECK.then(RECORD).then(CHECK).text()).containsOnlyOnce("\nrequire_root() {");
    }

    @Test
    void sendsThePartsThatAPartUsesAndNoOthers() {
        assertThat(RECORD.text()).contains("require_root() {", "write_file() {").doesNotContain("find_conda() {");
    }

    @Test
    void runsScriptsInOrderBehindTheLibrary() {
        assertThat(CHECK.then(RECORD).text()).endsWith("}\nrequire_root\nrecord_step /node setup 1\n");
    }

    @Test
    void sendsNoLinesThatHoldOnlyAComment() {
        assertThat(CHECK.text().lines()).noneMatch(line -> line.stripLeading().startsWith("#"));
    }

    @Test
    void quotesVariablesAndArguments() {
        ShellScript script = ShellScript.call(LibraryPart.FILES, "write_text", "it's", "$HOME")
                .withVariables(Map.of("root", "a b", "key", "`id`"));

        assertThat(script.text()).endsWith("key='`id`'\nroot='a b'\nwrite_text 'it'\\''s' '$HOME'\n");
    }

    @Test
    void exportsQuoted() {
        assertThat(ShellScript.export("MUSTER_NODE", "a b").text()).isEqualTo("export MUSTER_NODE='a b'\n");
    }

    @Test
    void refusesANameThatIsNoName() {
        assertThatThrownBy(() -> ShellScript.EMPTY.withVariables(Map.of("a;b", "1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShellScript.call(LibraryPart.FILES, "$(id)"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsADeferredScriptToItself() {
        assertThat(ShellScript.raw("exit 3")
                        .inSubshell()
                        .then(ShellScript.raw("echo on"))
                        .text())
                .isEqualTo("(\nexit 3\n)\necho on\n");
    }

    @Test
    void namesTheFileThatUsesAnUnknownPart() {
        assertThatThrownBy(() -> ScriptSource.parse("claim.sh", List.of("# uses: files leese")))
                .hasMessage("claim.sh uses 'leese', which is no part of the library");
    }
}
