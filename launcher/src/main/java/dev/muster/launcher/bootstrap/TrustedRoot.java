package dev.muster.launcher.bootstrap;

import dev.muster.core.node.NodeFolders;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.util.Map;

/** Checks the root before every script that uses it: no other user may be able to write or replace it. */
public final class TrustedRoot {
    /** The exit code of a script whose root another user can write. */
    public static final int REFUSED = 78;

    private TrustedRoot() {}

    /** Returns a script that sets {@code root} and stops with {@link #REFUSED} if the root cannot be trusted. */
    public static ShellScript of(String root) {
        return ShellScript.call(LibraryPart.ROOT, "require_root").withVariables(Map.of("root", root));
    }

    /** Returns the same for the root of a node's or the head's folder. */
    public static ShellScript ofFolder(String folder) {
        return of(NodeFolders.rootOf(folder));
    }
}
