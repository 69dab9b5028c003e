package dev.muster.launcher.bootstrap;

import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ScriptFile;
import dev.muster.testkit.shell.HostScriptsContract;
import java.nio.file.Path;
import java.util.List;

/** Tests the script library, which is in core, where the testkit uses it as well. */
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
