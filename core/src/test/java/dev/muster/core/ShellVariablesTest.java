package dev.muster.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellVariablesTest {
    @Test
    void onlyNamesInBracesAreReplaced() {
        assertThat(Shell.quoteWithVariables("${PATH}:/opt/tool/bin")).isEqualTo("\"${PATH-}\":/opt/tool/bin");
        assertThat(Shell.quoteWithVariables("a b:${X}${Y}'$(rm)`x`$HOME"))
                .isEqualTo("'a b:'\"${X-}\"\"${Y-}\"''\\''$(rm)`x`$HOME'");
        assertThat(Shell.quoteWithVariables("${1} ${X:-y} ${}")).isEqualTo("'${1} ${X:-y} ${}'");
        assertThat(Shell.quoteWithVariables("")).isEqualTo("''");
        assertThat(Shell.variablesIn("${B}${A}$C")).containsExactlyInAnyOrder("A", "B");
    }
}
