package dev.muster.cli;

import dev.muster.cli.console.Browser;
import java.util.ArrayList;
import java.util.List;

/** Records what was opened. */
final class FakeBrowser implements Browser {
    final List<String> opened = new ArrayList<>();
    boolean hasScreen = true;

    @Override
    public boolean open(String address) {
        if (hasScreen) {
            opened.add(address);
        }
        return hasScreen;
    }
}
