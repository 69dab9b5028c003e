package dev.muster.launcher.bootstrap;

import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ScriptFile;
import dev.muster.testkit.shell.HostScriptsContract;
import java.nio.file.Path;
import java.util.List;

/** The library is in core, which the testkit uses: its contract is tested here. */
final class LibraryPartsTest extends HostScriptsContract {
    @Override
    protected List<? extends ScriptFile> files() {
        return List.of(LibraryPart.values());
    }

    @Override
    protected Path resources() {
        return Path.of("../core/src/main/resources");
    }
}
