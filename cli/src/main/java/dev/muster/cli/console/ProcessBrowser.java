package dev.muster.cli.console;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;

/**
 * Starts the browser by the program that the desktop has for it.
 *
 * @param isMac whether this machine runs macOS
 */
public record ProcessBrowser(boolean isMac, Map<String, String> environment) implements Browser {
    @Override
    public boolean open(String address) {
        if (!hasScreen()) {
            return false;
        }
        try {
            new ProcessBuilder(isMac ? "open" : "xdg-open", address)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean hasScreen() {
        return isMac || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }
}
