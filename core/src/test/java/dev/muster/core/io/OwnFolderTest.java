package dev.muster.core.io;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule of root.sh, for programs that run already. */
@SuppressWarnings("NullAway.Init")
class OwnFolderTest {
    private static final int MALLORY = 54_322;

    @TempDir
    Path temporary;

    private Path root;
    private Path node;

    @BeforeEach
    void aNodesFolder() throws IOException {
        root = Files.createDirectory(temporary.resolve("root"));
        node = Files.createDirectories(root.resolve("test/worker-1"));
    }

    @Test
    void takesAFolderOfThisUserBelowAStickyOne() throws IOException {
        OwnFolder.require(node);
    }

    @Test
    void refusesAFolderThatOthersMayWrite() throws IOException {
        mode(node, "rwxrwxrwx");

        refused(node, node + " may be written by everybody (mode 777)");
    }

    @Test
    void refusesAFolderBelowOneThatOthersMayWrite() throws IOException {
        mode(root, "rwxrwxrwx");

        refused(node, root + ", above test, may be written by everybody (mode 777)");
    }

    @Test
    void refusesALink() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), node);

        refused(link, link + " is a link");
    }

    @Test
    void seesWhatIsAboveWhereALinkLeads() throws IOException {
        Files.createSymbolicLink(temporary.resolve("link"), root.resolve("test"));
        mode(root, "rwxrwxrwx");

        refused(temporary.resolve("link/worker-1"), root + ", above test, may be written by everybody");
    }

    @Test
    void refusesAFolderOfAnotherUser() throws IOException {
        owned(node);

        refused(node, node + " belongs to ");
    }

    @Test
    void refusesAFolderBelowOneOfAnotherUser() throws IOException {
        owned(root);

        refused(node, root + ", above test, belongs to ");
    }

    private static void refused(Path folder, String fault) {
        assertThatThrownBy(() -> OwnFolder.require(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(fault);
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void owned(Path path) throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "it takes root to be two users");
        Files.setAttribute(path, "unix:uid", MALLORY, LinkOption.NOFOLLOW_LINKS);
    }
}
