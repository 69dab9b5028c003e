package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.testkit.shell.EachShell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests which folders the library part ROOT accepts as a root. Cases with another user need root, to act as both users. */
@SuppressWarnings("NullAway.Init")
class RootTest extends EachShell {
    private static final int VICTIM = 54_321;
    private static final int MALLORY = 54_322;

    private Path shared;
    private Path root;

    private record Ended(int code, String out) {}

    @BeforeEach
    void aSharedFolder() throws Exception {
        mode(folder, "rwxr-xr-x");
        shared = Files.createDirectory(folder.resolve("shared"));
        mode(shared, "rwxrwxrwx");
        must("chmod", "1777", shared.toString());
        root = shared.resolve("muster");
    }

    @Test
    void createsTheRootForTheUserAlone() throws Exception {
        assertThat(asMe("make_root; echo made")).isEqualTo(new Ended(0, "made\n"));
        assertThat(permissions(root)).isEqualTo("rwx------");
    }

    @Test
    void createsTheFoldersAboveTheRootToo() throws Exception {
        root = shared.resolve("of/me/muster");

        assertThat(asMe("make_root; echo made")).isEqualTo(new Ended(0, "made\n"));
        assertThat(permissions(shared.resolve("of"))).isEqualTo("rwx------");
    }

    @Test
    void acceptsTheRootThatItCreated() throws Exception {
        asMe("make_root");

        assertThat(asMe("require_root; make_root; echo $root_state")).isEqualTo(new Ended(0, "safe\n"));
    }

    @Test
    void probeCreatesNothing() throws Exception {
        assertThat(asMe("require_root; echo $root_state")).isEqualTo(new Ended(0, "absent\n"));
        assertThat(root).doesNotExist();
    }

    @Test
    void refusesALink() throws Exception {
        Files.createSymbolicLink(root, Files.createDirectory(folder.resolve("elsewhere")));

        refused(
                asMe("make_root"),
                root + " is a link of ",
                "(remove it, or name another folder as provider.state_dir)");
    }

    @Test
    void refusesALinkThatLeadsNowhere() throws Exception {
        Files.createSymbolicLink(root, folder.resolve("nowhere"));

        refused(asMe("make_root"), root + " is a link of ", "");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void refusesAFile() throws Exception {
        Files.createFile(root);

        refused(asMe("make_root"), root + " is not a folder", "");
    }

    @Test
    void refusesAWorldWritableRoot() throws Exception {
        mode(Files.createDirectory(root), "rwxrwxrwx");

        refused(asMe("require_root"), root + " may be written by everybody (mode 777)", "chmod 700 " + root + ")");
    }

    @Test
    void refusesAWorldWritableFolderAboveThatIsNotSticky() throws Exception {
        asMe("make_root");
        mode(shared, "rwxrwxrwx");

        refused(
                asMe("require_root"),
                shared + ", above " + root + ", may be written by everybody (mode 777)",
                "(sudo chmod +t " + shared + ", or name another folder as provider.state_dir)");
    }

    @Test
    void checksTheFoldersAboveALink() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.createDirectory(open.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("open/real"));
        root = folder.resolve("link/../../link/muster");
        mode(open, "rwxrwxrwx");

        refused(asMe("require_root"), open + ", above " + root + ", may be written by everybody", "");
        mode(open, "rwxr-xr-x");
        assertThat(asMe("make_root; echo made").out()).isEqualTo("made\n");
        assertThat(open.resolve("real/muster")).isDirectory();
    }

    @Test
    void refusesLinksThatLeadInCircles() throws Exception {
        Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        root = folder.resolve("circle/muster");

        refused(asMe("require_root"), root + " leads through too many links", "");
    }

    @Test
    void quotesSuggestedCommandsForTheShell() throws Exception {
        root = shared.resolve("it's odd; touch evil");
        mode(Files.createDirectory(root), "rwxrwxrwx");

        refused(asMe("require_root"), root + " may be written", "chmod 700 '" + shared + "/it'\\''s odd; touch evil')");
    }

    @Test
    void refusesTheRootOfAnotherUser() throws Exception {
        owned(MALLORY, Files.createDirectory(root));
        mode(root, "rwxrwxrwx");

        refused(
                asVictim("make_root"),
                root + " belongs to ",
                "(have it removed (sudo rm -r " + root + "), or name another folder as provider.state_dir)");
    }

    @Test
    void refusesTheRootOfAnotherUserEvenForRoot() throws Exception {
        owned(MALLORY, Files.createDirectory(root));

        refused(asMe("make_root"), root + " belongs to ", "");
    }

    @Test
    void refusesAFolderAboveOfAnotherUser() throws Exception {
        Path above = Files.createDirectory(shared.resolve("above"));
        root = above.resolve("muster");
        owned(VICTIM, Files.createDirectory(root));
        owned(MALLORY, above);

        refused(asVictim("require_root"), above + ", above " + root + ", belongs to ", "");
    }

    @Test
    void refusesALinkAboveOfAnotherUser() throws Exception {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        owned(VICTIM, mine);
        owned(MALLORY, Files.createSymbolicLink(shared.resolve("link"), mine));
        root = shared.resolve("link/muster");

        refused(asVictim("make_root"), shared.resolve("link") + ", above " + root + ", belongs to ", "");
        assertThat(mine).isEmptyDirectory();
    }

    @Test
    void acceptsTheUsersRootBelowFoldersOfRoot() throws Exception {
        owned(VICTIM, shared);

        assertThat(asVictim("make_root; require_root; echo $root_state")).isEqualTo(new Ended(0, "safe\n"));
    }

    /** Between the check and the creation another user creates the root: make_root checks again. */
    @Test
    void refusesARootThatAnotherUserJustCreated() throws Exception {
        owned(MALLORY, Files.createDirectory(shared.resolve("other")));
        String racingMkdir = "mkdir() { mv '" + shared + "/other' \"$root\"; command mkdir \"$@\"; }\n";
        must("chmod", "1777", shared.toString());

        refused(asMe(racingMkdir + "make_root; echo made"), root + " belongs to ", "");
    }

    private void refused(Ended ended, String fault, String fix) {
        assertThat(ended.out()).startsWith(fault).contains(fix);
        assertThat(ended.out().lines()).hasSize(1);
        assertThat(ended.code()).isEqualTo(78);
    }

    private Ended asMe(String script) throws Exception {
        return ended(words(script));
    }

    private Ended asVictim(String script) throws Exception {
        String id = Integer.toString(VICTIM);
        return ended(Stream.concat(
                        Stream.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups"), words(script).stream())
                .toList());
    }

    private List<String> words(String script) {
        ShellScript whole = ShellScript.call(LibraryPart.ROOT, "set", "-eu")
                .then(ShellScript.raw(script))
                .withVariables(Map.of("root", root.toString()));
        return shell.run(whole.text());
    }

    private static Ended ended(List<String> words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }

    private static void owned(int user, Path path) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "it takes root to be two users");
        must("chown", "-h", user + ":" + user, path.toString());
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void must(String... words) throws Exception {
        assertThat(ended(List.of(words)).code()).as(String.join(" ", words)).isZero();
    }
}
