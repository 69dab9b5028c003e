package dev.muster.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.config.FilesConfig;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.transfer.Download.Landing;
import dev.muster.transfer.tar.Tar;
import dev.muster.transfer.tree.Exclusions;
import dev.muster.transfer.tree.FileNames;
import dev.muster.transfer.tree.PathAttributes;
import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.TreeWalk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads write below their target only, whatever the host lists and sends. */
@SuppressWarnings("NullAway.Init")
class UntrustedHostTest {
    private static final String TEXT = "written by the host";

    @TempDir
    private Path home;

    private Path target;
    private Path precious;
    private UntrustedHost host;

    @BeforeEach
    void aTargetBesideSomethingPrecious() throws IOException {
        target = Files.createDirectories(home.resolve("out"));
        precious =
                Files.writeString(Files.createDirectories(home.resolve(".ssh")).resolve("authorized_keys"), "mine");
        host = new UntrustedHost();
    }

    @AfterEach
    void nothingOutsideOfTheTargetWasTouched() throws IOException {
        assertThat(precious).hasContent("mine");
        try (Stream<Path> all = Files.walk(home)) {
            assertThat(all.filter(path -> !path.startsWith(target))
                            .map(path -> home.relativize(path).toString()))
                    .containsExactlyInAnyOrder("", ".ssh", ".ssh/authorized_keys");
        }
        try (Stream<Path> all = Files.walk(target)) {
            assertThat(all).noneMatch(path -> path.toString().contains(FileNames.STAGING));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../.ssh/authorized_keys", "/root/x", "..", ".", "other"})
    void aFileGetsTheNameThatTheOperatorTyped(String name) throws Exception {
        host.listing("/home/u", name, "f 644 19 1.0 ./f", "");
        host.sends("f", TEXT);

        download("~/results/model.bin", Landing.INSIDE);

        assertThat(target.resolve("model.bin")).hasContent(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/home/u/results/..", "/", "/home/u/../../.ssh", "/home/u/.", "/home/u/other"})
    void aFolderGetsTheNameThatTheOperatorTyped(String folder) throws Exception {
        host.listing(folder, "", "f 644 19 1.0 ./.bashrc", "");
        host.sends(".bashrc", TEXT);

        download("~/results", Landing.INSIDE);

        assertThat(target.resolve("results/.bashrc")).hasContent(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", ".", "..", "~/..", "a/.", "/"})
    void aSourceWithoutANameMeansItsContent(String source) throws Exception {
        host.listing("/home/u/.ssh", "", "f 644 19 1.0 ./notes", "");
        host.sends("notes", TEXT);

        download(source, Landing.INSIDE);

        assertThat(target.resolve("notes")).hasContent(TEXT);
    }

    @Test
    void aSourceWithoutANameCannotBeAFile() {
        host.listing("/home/u", "x", "f 644 19 1.0 ./x", "");

        assertThatThrownBy(() -> download("~", Landing.INSIDE)).isInstanceOf(RemoteFailure.class);
    }

    @Test
    void writesNothingThroughALinkOfTheSameListing() {
        host.listing("/there", "", "l 777 7 1.0 ./a", "../.ssh", "f 644 19 1.0 ./a/authorized_keys", "");
        host.sendsLink("a", "../.ssh");
        host.sends("a/authorized_keys", TEXT);

        assertRefused("a/authorized_keys");
        assertThat(target).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./../out",
                ".//x",
                "./a/../../x",
                "./a/./b",
                "./a/",
                "/etc/x",
                "./no-such-folder/x",
                "./..",
                "./."
            })
    void aPathThatLeavesTheListingIsRefused(String path) {
        host.listing("/there", "", "d 755 0 1.0 ./a", "", "f 644 19 1.0 " + path, "");

        assertRefused("");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void refusesTwoEntriesOfOneName() {
        host.listing("/there", "", "l 777 7 1.0 ./a", "../.ssh", "d 755 0 1.0 ./a", "", "f 644 1 1.0 ./a/x", "");

        assertRefused("twice");
        assertThat(target).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"f 9z9 1 1.0 ./a", "f 644 many 1.0 ./a", "f 644 1 never ./a", "p 644 1 1.0 ./a"})
    void anInvalidListingIsAFailureOfTheHost(String entry) {
        host.listing("/there", "", entry, "");

        assertRefused("");
    }

    @Test
    void aFileListingMustHoldExactlyOneFile() {
        host.listing("/there", "a", "f 644 1 1.0 ./a", "", "f 644 1 1.0 ./b", "");

        assertThatThrownBy(() -> download("/there/a", Landing.INSIDE)).isInstanceOf(RemoteFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6755", "7777", "4644", "1777"})
    void modesHaveNoSpecialBits(String mode) throws Exception {
        host.listing(
                "/there",
                "",
                "d " + mode + " 0 1.0 ./d",
                "",
                "f " + mode + " 19 1.0 ./d/f",
                "",
                "f 600 19 1.0 ./g",
                "");
        host.sends("d/f", TEXT);
        host.sends("g", TEXT);

        download("/there/", Landing.INSIDE);

        int plain = Integer.parseInt(mode, 8) & 0777;
        assertThat(PathAttributes.of(target.resolve("d")).mode()).isEqualTo(plain);
        assertThat(PathAttributes.of(target.resolve("d/f")).mode()).isEqualTo(plain);
        assertThat(PathAttributes.of(target.resolve("g")).mode()).isEqualTo(0600);
    }

    @Test
    void doesNotFollowALinkInTheTarget() throws Exception {
        Files.createSymbolicLink(target.resolve("d"), precious.getParent());
        Files.createSymbolicLink(target.resolve("authorized_keys"), precious);
        host.listing(
                "/there",
                "",
                "d 755 0 1.0 ./d",
                "",
                "f 644 19 1.0 ./d/authorized_keys",
                "",
                "f 644 19 1.0 ./authorized_keys",
                "");
        host.sends("d/authorized_keys", TEXT);
        host.sends("authorized_keys", TEXT);

        download("/there/", Landing.INSIDE);

        assertThat(target.resolve("d/authorized_keys")).hasContent(TEXT);
        assertThat(target.resolve("authorized_keys")).hasContent(TEXT);
        assertThat(target.resolve("d")).isDirectory();
    }

    /** An earlier download from another host may have left the link there. */
    @ParameterizedTest
    @ValueSource(strings = {"results", "cpu-1"})
    void followsNoLinkInPlaceOfTheFolderOrTheNode(String name) throws Exception {
        Files.createSymbolicLink(target.resolve(name), precious.getParent());
        host.listing("/there/results", "", "f 644 19 1.0 ./authorized_keys", "");
        host.sends("authorized_keys", TEXT);

        new Download(host, "test", Exclusions.NONE, _ -> {})
                .run("/there/results", target, name.equals("cpu-1") ? "cpu-1" : "", Landing.INSIDE);

        Path folder = name.equals("cpu-1") ? target.resolve("cpu-1/results") : target.resolve("results");
        assertThat(folder.resolve("authorized_keys")).hasContent(TEXT);
    }

    @Test
    void theTargetItselfMayBeALink() throws Exception {
        Path link = Files.createSymbolicLink(target.resolve("link"), Files.createDirectory(target.resolve("real")));
        host.listing("/there", "", "f 644 19 1.0 ./f", "");
        host.sends("f", TEXT);

        new Download(host, "test", Exclusions.NONE, _ -> {}).run("/there/", link, "", Landing.INSIDE);

        assertThat(target.resolve("real/f")).hasContent(TEXT);
        assertThat(link).isSymbolicLink();
    }

    /** Mode and time of a file are set before it is placed, so never through a link. */
    @Test
    void refusesALinkInPlaceOfAListedFile() throws Exception {
        Files.setLastModifiedTime(precious, FileTime.fromMillis(5_000));
        Files.setPosixFilePermissions(precious, PosixFilePermissions.fromString("rw-------"));
        host.listing("/there", "", "f 777 19 1.0 ./f", "");
        host.sendsLink("f", precious.toString());

        assertRefused("");
        assertThat(PathAttributes.of(precious).mode()).isEqualTo(0600);
        assertThat(Files.getLastModifiedTime(precious)).isEqualTo(FileTime.fromMillis(5_000));
    }

    @Test
    void refusesFilesThatWereNotRequested() {
        host.listing("/there", "", "f 644 19 1.0 ./f", "");
        host.sends("f", TEXT);
        host.sends("../.ssh/authorized_keys", TEXT);

        assertRefused("not requested");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void refusesAFileThatIsSentTwice() {
        host.listing("/there", "", "f 644 19 1.0 ./f", "");
        host.sends("f", TEXT);
        host.sends("f", "again");

        assertRefused("not requested");
    }

    @Test
    void readsOnlyRequestedFilterFiles() {
        host.listing("/there", "", "f 644 19 1.0 ./.gitignore", "");
        host.sends("elsewhere/.gitignore", "*");
        FilesConfig files = new FilesConfig(Map.of(), List.of(), false, List.of(), List.of(".gitignore"));

        assertThatThrownBy(() -> new Download(host, "test", Exclusions.of(files), _ -> {})
                        .run("/there/", target, "", Landing.INSIDE))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("not requested");
    }

    @Test
    void stopsAHostThatListsWithoutEnd() {
        host.listing("/there", "", "f 644 1 1.0 ./" + "x".repeat(1 << 20), "");
        host.repeatListing(Integer.MAX_VALUE);

        assertRefused("answered with more than");
        assertThat(host.sent).isLessThan(40L << 20);
    }

    @Test
    void stopsAHostThatProbesWithoutEnd() throws Exception {
        Path file = Files.writeString(home.resolve("out/one"), "x");
        host.listing("/there", "", "f 644 1 1.0 ./" + "x".repeat(1 << 20), "");
        host.repeatListing(Integer.MAX_VALUE);

        assertThatThrownBy(() ->
                        new Upload(host, "test", _ -> {}).run(Mount.of("/there", file, new TreeWalk(Exclusions.NONE))))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("answered with more than");
        assertThat(host.sent).isLessThan(4L << 20);
    }

    @Test
    void readsNoFilterFileOfAnySize() {
        host.listing("/there", "", "f 644 19 1.0 ./.gitignore", "");
        host.sends(".gitignore", "x\n".repeat(1 << 20));
        FilesConfig files = new FilesConfig(Map.of(), List.of(), false, List.of(), List.of(".gitignore"));

        assertThatThrownBy(() -> new Download(host, "test", Exclusions.of(files), _ -> {})
                        .run("/there/", target, "", Landing.INSIDE))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("too large");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> download("/there/", Landing.INSIDE))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(reason);
    }

    private void download(String source, Landing landing) throws InterruptedException {
        new Download(host, "test", Exclusions.NONE, _ -> {}).run(source, target, "", landing);
    }

    /** A host that answers with prepared output, whatever it is asked. */
    private static final class UntrustedHost implements HostShell {
        private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        private String listing = "";
        private int repetitions = 1;
        private long sent;

        void listing(String... words) {
            listing = "muster-list 1\0" + String.join("\0", words) + "\0";
        }

        void repeatListing(int times) {
            repetitions = times;
        }

        void sends(String path, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            stream.writeBytes(Tar.header("./" + path, bytes.length));
            stream.writeBytes(bytes);
            stream.writeBytes(Tar.padding(bytes.length));
        }

        void sendsLink(String path, String to) {
            stream.writeBytes(Tar.header(new TreeEntry(path, TreeEntry.Kind.LINK, 0777, 0, 1, to), "./" + path));
        }

        @Override
        public String host() {
            return "vm1";
        }

        @Override
        public RunResult run(ShellScript script, Supplier<InputStream> input, OutputSink output) {
            boolean isArchive =
                    !script.text().contains("muster-list 1") && !script.text().contains("muster-look 1");
            byte[] bytes = isArchive ? archive() : listing.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < (isArchive ? 1 : repetitions); i++) {
                output.accept(OutputSink.Stream.OUT, bytes, bytes.length);
                sent += bytes.length;
            }
            return new RunResult(0, "", "");
        }

        private byte[] archive() {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(stream.toByteArray());
            whole.writeBytes(Tar.end());
            return whole.toByteArray();
        }
    }
}
