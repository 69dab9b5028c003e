package dev.muster.core.io;

import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a folder can be trusted with keys and programs: it is this user's, nobody else may write it, and nobody else may replace it or a folder above it.
 * The same rule as {@code root.sh}; {@code docs/on-a-host.md} has it in words.
 */
public final class OwnFolder {
    private static final int WRITTEN_BY_GROUP = 0020;
    private static final int WRITTEN_BY_OTHERS = 0002;
    private static final int STICKY = 01000;
    private static final int MODE = 07777;
    private static final String ALL_USERS = "4294967295";

    private OwnFolder() {}

    /** @throws UserError naming what is wrong, where the folder or one above it may be changed by another user */
    public static void require(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        int me = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (Files.isSymbolicLink(absolute)) {
            throw refused(absolute + " is a link, and has to be a folder");
        }
        Part part = Part.of(absolute);
        if (part.owner != me) {
            throw refused(absolute + " belongs to " + part.ownerName);
        }
        if (part.writers().isPresent()) {
            throw refused(absolute + " may be written by " + part.writers().get());
        }
        requireAbove(absolute, me);
        Path real = absolute.toRealPath();
        if (!real.equals(absolute)) {
            requireAbove(real, me);
        }
    }

    /** From the top: what is below a folder that another user may change tells nothing. */
    private static void requireAbove(Path folder, int me) throws IOException {
        Path above = folder.getParent();
        if (above == null) {
            return;
        }
        requireAbove(above, me);
        Part part = Part.of(above);
        String which = above + ", above " + folder.getFileName() + ",";
        if (part.owner != 0 && part.owner != me && !isUnmapped(part.owner)) {
            throw refused(which + " belongs to " + part.ownerName + ", who can replace what is in it");
        }
        if (!part.isLink() && !part.isSticky() && part.writers().isPresent()) {
            throw refused(which + " may be written by " + part.writers().get());
        }
    }

    private static UserError refused(String fault) {
        return new UserError(fault + ": nothing in it can be trusted", "name another folder as provider.state_dir");
    }

    /** In a container of an ordinary user the real root has no number, as nobody there has. */
    private static boolean isUnmapped(int owner) throws IOException {
        String map = Files.readString(Path.of("/proc/self/uid_map")).strip();
        String overflow =
                Files.readString(Path.of("/proc/sys/kernel/overflowuid")).strip();
        return !(map.startsWith("0 ") && map.endsWith(" " + ALL_USERS)) && overflow.equals(Integer.toString(owner));
    }

    private record Part(int owner, int mode, String ownerName, String groupName, int group, boolean isLink) {
        static Part of(Path path) throws IOException {
            Map<String, Object> values = Files.readAttributes(
                    path, "unix:uid,gid,mode,owner,group,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
            return new Part(
                    number(values, "uid"),
                    number(values, "mode") & MODE,
                    String.valueOf(values.get("owner")),
                    String.valueOf(values.get("group")),
                    number(values, "gid"),
                    Boolean.TRUE.equals(values.get("isSymbolicLink")));
        }

        private static int number(Map<String, Object> values, String name) {
            return values.get(name) instanceof Integer number ? number : -1;
        }

        boolean isSticky() {
            return (mode & STICKY) != 0;
        }

        /** Others that may write there. A group of root's, or one that has this user's own name, is nobody else. */
        Optional<String> writers() {
            if ((mode & WRITTEN_BY_OTHERS) != 0) {
                return Optional.of("everybody (mode " + Integer.toOctalString(mode) + ")");
            }
            boolean isOfOthers = group != 0 && !groupName.equals(System.getProperty("user.name"));
            return (mode & WRITTEN_BY_GROUP) != 0 && isOfOthers
                    ? Optional.of("group " + groupName + " (mode " + Integer.toOctalString(mode) + ")")
                    : Optional.empty();
        }
    }
}
