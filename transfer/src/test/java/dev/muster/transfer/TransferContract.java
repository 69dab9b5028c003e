package dev.muster.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.config.FilesConfig;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.transfer.CopyResult.How;
import dev.muster.transfer.tree.Exclusions;
import dev.muster.transfer.tree.TreeWalk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What copies to and from a host guarantee, over every kind of connection. The host runs on this machine, so the test can inspect its files. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
public abstract class TransferContract {
    @TempDir
    protected Path folder;

    protected Path source;
    protected Path target;
    private RemoteHost host;

    /** Returns a new host; the contract closes it. */
    protected abstract RemoteHost open() throws Exception;

    @BeforeEach
    void openHost() throws Exception {
        host = open();
        source = Files.createDirectories(folder.resolve("the source's \"own\" $HOME"));
        target = folder.resolve("on the host/a b'c");
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Test
    void copiesFilesFoldersLinksModesAndTimes() throws Exception {
        write("plain.txt", "text");
        write("deep/er/run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(source.resolve("deep/er/run.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.createDirectories(source.resolve("empty"));
        Files.createSymbolicLink(source.resolve("link"), Path.of("deep/er/run.sh"));
        Files.createSymbolicLink(source.resolve("dangling"), Path.of("/no/such thing"));
        Files.setLastModifiedTime(source.resolve("plain.txt"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));

        assertThat(copy().how()).isEqualTo(How.COPIED);

        assertThat(tree(target)).isEqualTo(tree(source));
        assertThat(Files.getLastModifiedTime(target.resolve("plain.txt")).toInstant())
                .isEqualTo("2001-02-03T04:05:06Z");
    }

    @Test
    void copiesUnusualFileNamesUnchanged() throws Exception {
        write("it's \"odd\" $HOME `id` \\ *?[x]", "1");
        write("-rf", "2");
        write("é漢\tand\nmore", "3");
        write(" /  ", "4");
        write("l".repeat(200) + "/" + "m".repeat(200), "5");

        copy();

        assertThat(tree(target)).isEqualTo(tree(source));
    }

    @Test
    void sendsNothingASecondTime() throws Exception {
        write("a/b", "text");
        copy();

        CopyResult again = copy();

        assertThat(again.how()).isEqualTo(How.NOTHING_TO_DO);
        assertThat(again.unchanged()).isEqualTo(1);
    }

    @Test
    void sendsOnlyChangedFiles() throws Exception {
        write("one", "1");
        write("two", "2");
        copy();
        write("two", "22");
        write("new/three", "3");

        CopyResult again = copy();

        assertThat(again.files()).isEqualTo(2);
        assertThat(tree(target)).isEqualTo(tree(source));
    }

    @Test
    void keepsOtherFilesInTheTarget() throws Exception {
        write("own", "1");
        Files.createDirectories(target.resolve("theirs"));
        Files.writeString(target.resolve("theirs/file"), "2");

        copy();

        assertThat(target.resolve("theirs/file")).hasContent("2");
        assertThat(target.resolve("own")).hasContent("1");
    }

    @Test
    void replacesALinkByAFolderAndAnEmptyFolderByAFile() throws Exception {
        write("d/f", "1");
        write("x", "2");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectories(target.resolve("x"));
        Files.createSymbolicLink(target.resolve("d"), elsewhere);

        copy();

        assertThat(tree(target)).isEqualTo(tree(source));
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void neverReplacesANonEmptyFolderByAFile() throws Exception {
        write("x", "2");
        Files.createDirectories(target.resolve("x"));
        Files.writeString(target.resolve("x/precious"), "mine");

        assertThatThrownBy(this::copy).isInstanceOf(RemoteFailure.class).hasMessageContaining("not empty");
        assertThat(target.resolve("x/precious")).hasContent("mine");
    }

    @Test
    void excludedFilesDoNotArrive() throws Exception {
        write("keep.txt", "1");
        write("a.log", "2");
        write(".git/config", "3");
        write("sub/.gitignore", "build/\n!important.tmp\n");
        write("sub/build/out", "4");
        write("sub/important.tmp", "5");

        copy(new FilesConfig(Map.of(), List.of(), false, List.of("*.log", "/.git/"), List.of(".gitignore")));

        assertThat(tree(target)).containsOnlyKeys("keep.txt", "sub", "sub/.gitignore", "sub/important.tmp");
    }

    @Test
    void aFileGoesToItsNewNameOrIntoAFolder() throws Exception {
        write("one.txt", "1");
        Path file = source.resolve("one.txt");

        run(mount(target.resolve("renamed.txt").toString(), file, FilesConfig.NONE), shell());
        run(mount(target.resolve("folder") + "/", file, FilesConfig.NONE), shell());
        run(mount(target.toString(), file, FilesConfig.NONE), shell());

        assertThat(tree(target)).containsOnlyKeys("renamed.txt", "folder", "folder/one.txt", "one.txt");
    }

    @Test
    void recognisesTheSameFolderAndDoesNotCopy() throws Exception {
        write("a", "1");
        Path link = Files.createSymbolicLink(folder.resolve("by another name"), source);

        CopyResult copied = run(mount(link.toString(), source, FilesConfig.NONE), shell());

        assertThat(copied.how()).isEqualTo(How.SAME_PLACE);
        assertThat(tree(source)).containsOnlyKeys("a");
    }

    /** The connection breaks halfway. No file is incomplete, and the next attempt copies all of them and leaves nothing else. */
    @Test
    void aBrokenConnectionLeavesNoFile() throws Exception {
        byte[] much = new byte[8_000_000];
        new Random(1).nextBytes(much);
        Files.write(source.resolve("big"), much);
        write("small", "new");
        Files.createDirectories(target);
        Files.writeString(target.resolve("small"), "old");

        assertThatThrownBy(() -> run(mount(), new Breaking(shell()))).isInstanceOf(ClusterException.class);

        assertThat(target.resolve("big")).doesNotExist();
        assertThat(target.resolve("small")).hasContent("old");
        copy();
        assertThat(tree(target)).isEqualTo(tree(source));
    }

    /** A log grows while it is copied: what it was when it was read is a file of its own right. */
    @Test
    void aFileThatGrowsIsSentAsItWas() throws Exception {
        write("log", "one\n");
        Mount mount = mount();
        write("log", "one\ntwo\n");

        run(mount, shell());

        assertThat(target.resolve("log")).hasContent("one\n");
    }

    @Test
    void thePatternOfADownloadIsExpandedOnTheHost() throws Exception {
        write("a 1.csv", "1");
        write("b.csv", "2");
        write("c.txt", "3");
        write("x[1].csv", "4");
        Download download = new Download(shell(), "test", Exclusions.NONE, _ -> {});

        assertThat(download.expand(source + "/*.csv"))
                .containsExactlyInAnyOrder(source + "/a 1.csv", source + "/b.csv", source + "/x[1].csv");
        assertThat(download.expand(source + "/x[1].csv")).containsExactly(source + "/x[1].csv");
        assertThat(download.expand("no/pattern")).containsExactly("no/pattern");
        assertThatThrownBy(() -> download.expand(source + "/*.none"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("nothing matches the pattern");
    }

    @Test
    void aFileThatChangesDuringTheCopyStopsIt() throws Exception {
        Files.write(source.resolve("a big one before it"), new byte[8_000_000]);
        write("changing", "before");
        Mount mount = mount();
        write("changing", "behind");

        assertThatThrownBy(() -> run(mount, shell()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("'changing' was changed while it was copied");
        assertThat(target.resolve("changing")).doesNotExist();
    }

    @Test
    void refusesATargetWhoseFolderIsAFile() throws Exception {
        write("a", "1");
        Files.createDirectories(target.getParent());
        Files.writeString(target, "a file");

        assertThatThrownBy(this::copy).isInstanceOf(RemoteFailure.class).hasMessageContaining("is not a folder");
    }

    @Test
    void fillsAFolderWithoutWritePermission() throws Exception {
        write("closed/a", "1");
        Files.setPosixFilePermissions(source.resolve("closed"), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            copy();
            Files.setPosixFilePermissions(source.resolve("closed"), PosixFilePermissions.fromString("rwxr-xr-x"));
            write("closed/b", "2");
            Files.setPosixFilePermissions(source.resolve("closed"), PosixFilePermissions.fromString("r-xr-xr-x"));
            copy();

            assertThat(tree(target)).isEqualTo(tree(source));
        } finally {
            for (Path closed : List.of(source.resolve("closed"), target.resolve("closed"))) {
                Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    @Test
    void theHeadSendsItsCopyEvenIfItsFilesChanged() throws Exception {
        write("a", "first");
        write("b/c", "stays");
        Path copies = folder.resolve("copies");
        FilesConfig files =
                new FilesConfig(Map.of(target.toString(), source.toString()), List.of(), false, List.of(), List.of());
        toHead(copies);
        write("a", "second");
        toHead(copies);
        Files.writeString(target.resolve("a"), "spoilt on the head");
        Path worker = folder.resolve("worker");

        Mount mount = new StoredMounts(copies, folder, files).mounts().getFirst();
        run(new Mount(worker.toString(), mount.tree(), mount.contents(), mount.here()), shell());

        assertThat(worker.resolve("a")).hasContent("second");
        assertThat(tree(worker)).containsOnlyKeys("a", "b", "b/c");
    }

    /** As a loss of power leaves it. */
    @Test
    void aCopyOnTheHeadThatIsCutOffIsSentAgain() throws Exception {
        write("a", "first");
        Path copies = folder.resolve("copies");
        FilesConfig files =
                new FilesConfig(Map.of(target.toString(), source.toString()), List.of(), false, List.of(), List.of());
        toHead(copies);
        try (Stream<Path> all = Files.walk(copies)) {
            for (Path pack : all.filter(file -> file.getFileName().toString().startsWith("pack-"))
                    .toList()) {
                Files.write(pack, Arrays.copyOf(Files.readAllBytes(pack), 514));
            }
        }

        toHead(copies);

        Mount mount = new StoredMounts(copies, folder, files).mounts().getFirst();
        Path worker = folder.resolve("worker");
        run(new Mount(worker.toString(), mount.tree(), mount.contents(), mount.here()), shell());
        assertThat(worker.resolve("a")).hasContent("first");
    }

    @Test
    void theHeadStoresACopyEvenOfItsOwnFolder() throws Exception {
        write("a", "1");
        Path copies = folder.resolve("copies");
        Mount same = mount(source.toString(), source, FilesConfig.NONE);

        CopyResult copied = MountCopier.toHead(same, shell(), upload(shell()), copies.toString());

        assertThat(copied.how()).isEqualTo(How.SAME_PLACE);
        FilesConfig files = new FilesConfig(Map.of(source.toString(), "x"), List.of(), false, List.of(), List.of());
        Mount given = new StoredMounts(copies, folder, files).mounts().getFirst();
        run(new Mount(target.toString(), given.tree(), given.contents(), given.here()), shell());
        assertThat(target.resolve("a")).hasContent("1");
    }

    @Test
    void fetchesMissingAndDifferentFiles() throws Exception {
        write("a.txt", "1");
        write("deep/é \"b\"/-run.sh", "2");
        Files.setPosixFilePermissions(source.resolve("deep"), PosixFilePermissions.fromString("r-xr-xr-x"));
        write("l".repeat(200) + "/" + "m".repeat(200), "long");
        Files.createSymbolicLink(source.resolve("link"), Path.of("n".repeat(150)));
        Files.createDirectories(source.resolve("empty"));
        try {
            assertThat(fetch(source + "/", target).how()).isEqualTo(How.COPIED);
            assertThat(tree(target)).isEqualTo(tree(source));
            assertThat(fetch(source + "/", target).how()).isEqualTo(How.NOTHING_TO_DO);
            write("a.txt", "changed");
            assertThat(fetch(source + "/", target).files()).isEqualTo(1);
            assertThat(tree(target)).isEqualTo(tree(source));
        } finally {
            for (Path closed : List.of(source.resolve("deep"), target.resolve("deep"))) {
                Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    @Test
    void fetchesAFolderWithItsNameAndAFileUnderANewName() throws Exception {
        write("sub/a", "1");

        fetch(source.resolve("sub").toString(), target);
        new Download(shell(), "test", Exclusions.NONE, _ -> {})
                .run(source.resolve("sub/a").toString(), target.resolve("b"), "", Download.Landing.AS_NAMED);

        assertThat(tree(target)).containsOnlyKeys("sub", "sub/a", "b");
    }

    @Test
    void fetchesNoExcludedFiles() throws Exception {
        write("keep", "1");
        write("x/.gitignore", "*.tmp");
        write("x/a.tmp", "2");
        FilesConfig files = new FilesConfig(Map.of(), List.of(), false, List.of(), List.of(".gitignore"));

        new Download(shell(), "test", Exclusions.of(files), _ -> {})
                .run(source + "/", target, "", Download.Landing.INSIDE);

        assertThat(tree(target)).containsOnlyKeys("keep", "x", "x/.gitignore");
    }

    /** A link in the target must not redirect fetched files. */
    @Test
    void fetchesIntoTheTargetOnly() throws Exception {
        write("d/f", "1");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectories(target);
        Files.createSymbolicLink(target.resolve("d"), elsewhere);

        fetch(source + "/", target);

        assertThat(elsewhere).isEmptyDirectory();
        assertThat(target.resolve("d/f")).hasContent("1");
    }

    @Test
    void reportsAMissingSource() {
        assertThatThrownBy(() -> fetch(source + "/no such", target))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("there is no");
    }

    private CopyResult fetch(String from, Path to) throws Exception {
        return new Download(shell(), "test", Exclusions.NONE, _ -> {}).run(from, to, "", Download.Landing.INSIDE);
    }

    private void toHead(Path copies) throws Exception {
        MountCopier.toHead(mount(), shell(), upload(shell()), copies.toString());
    }

    protected CopyResult copy() throws Exception {
        return copy(FilesConfig.NONE);
    }

    private CopyResult copy(FilesConfig files) throws Exception {
        return run(mount(target.toString(), source, files), shell());
    }

    private Mount mount() {
        return mount(target.toString(), source, FilesConfig.NONE);
    }

    private static Mount mount(String target, Path source, FilesConfig files) {
        return Mount.of(target, source, new TreeWalk(Exclusions.of(files)));
    }

    private static CopyResult run(Mount mount, HostShell shell) throws Exception {
        return upload(shell).run(mount);
    }

    private static Upload upload(HostShell shell) {
        return new Upload(shell, "test", _ -> {});
    }

    protected HostShell shell() {
        return HostShell.of(host);
    }

    protected void write(String path, String text) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Returns each path with its mode and content, or its link target. */
    protected static Map<String, String> tree(Path top) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path path : all.filter(each -> !each.equals(top)).toList()) {
                String what = Files.isSymbolicLink(path)
                        ? "-> " + Files.readSymbolicLink(path)
                        : PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                                + (Files.isDirectory(path) ? "" : " " + Arrays.hashCode(Files.readAllBytes(path)));
                found.put(top.relativize(path).toString(), what);
            }
        }
        return found;
    }

    /** A connection that breaks after the first six million bytes. */
    private record Breaking(HostShell wire) implements HostShell {
        @Override
        public String host() {
            return wire.host();
        }

        @Override
        public RunResult run(ShellScript script, Supplier<InputStream> input, OutputSink output)
                throws InterruptedException {
            return wire.run(script, () -> new BreakingInput(input.get()), output);
        }
    }

    private static final class BreakingInput extends InputStream {
        private final InputStream whole;
        private long left = 6_000_000;

        BreakingInput(InputStream whole) {
            this.whole = whole;
        }

        @Override
        public int read() throws IOException {
            if (left-- <= 0) {
                throw new UncheckedIOException(new IOException("broken"));
            }
            return whole.read();
        }
    }
}
