package dev.muster.launcher.bootstrap;

import dev.muster.core.script.ScriptFile;
import dev.muster.testkit.shell.HostScriptsContract;
import java.nio.file.Path;
import java.util.List;

final class BootstrapScriptsTest extends HostScriptsContract {
    @Override
    protected List<? extends ScriptFile> files() {
        return List.of(BootstrapScript.values());
    }

    @Override
    protected Path resources() {
        return Path.of("src/main/resources");
    }
}
