package dev.muster.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.transfer.tree.Tree;
import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.TreeEntry.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyPlanTest {
    @Test
    void sendsOnlyMissingAndDifferentFiles() {
        CopyPlan plan = plan(
                List.of(file("new", 1, 10), file("longer", 2, 10), file("later", 1, 11), file("same", 1, 10)),
                file("longer", 1, 10),
                file("later", 1, 10),
                file("same", 1, 10),
                file("only there", 1, 10));

        assertThat(plan.send()).extracting(TreeEntry::path).containsExactly("later", "longer", "new");
        assertThat(plan.removeFiles()).isEmpty();
    }

    @Test
    void isEmptyIfNothingIsMissing() {
        assertThat(plan(
                                List.of(folder("d", 0755), file("d/f", 3, 4), link("d/l", "f")),
                                folder("d", 0755),
                                file("d/f", 3, 4),
                                link("d/l", "f"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void createsEmptyFolders() {
        CopyPlan plan = plan(List.of(folder("a", 0755), folder("a/b", 0700)));

        assertThat(plan.makeFolders()).containsExactly("a", "a/b");
        assertThat(plan.modes()).extracting(TreeEntry::path).containsExactly("a/b", "a");
    }

    @Test
    void changesOnlyTheModeIfOnlyTheModeDiffers() {
        CopyPlan plan = plan(List.of(executable("run", 1, 1)), file("run", 1, 1));

        assertThat(plan.send()).isEmpty();
        assertThat(plan.modes()).extracting(TreeEntry::mode).containsExactly(0755);
    }

    @Test
    void replacesALinkInPlaceOfAFolderButNotItsTarget() {
        CopyPlan plan = plan(List.of(folder("d", 0755), file("d/f", 1, 1)), link("d", "/elsewhere"), file("d/f", 1, 1));

        assertThat(plan.removeFiles()).containsExactly("d");
        assertThat(plan.makeFolders()).containsExactly("d");
        assertThat(plan.send()).extracting(TreeEntry::path).containsExactly("d/f");
    }

    @Test
    void removesAnEmptyFolderInPlaceOfAFile() {
        CopyPlan plan = plan(List.of(file("x", 1, 1)), folder("x", 0755));

        assertThat(plan.removeFolders()).containsExactly("x");
        assertThat(plan.send()).hasSize(1);
    }

    @Test
    void sendsLinksThatPointElsewhere() {
        assertThat(plan(List.of(link("l", "a")), link("l", "b")).send()).hasSize(1);
    }

    @Test
    void closesAReadOnlyFolderAgainAfterwards() {
        CopyPlan plan = plan(List.of(folder("d", 0555), file("d/f", 1, 1)), folder("d", 0555));

        assertThat(plan.touched()).contains("d");
        assertThat(plan.modes()).containsExactly(folder("d", 0555));
    }

    private static CopyPlan plan(List<TreeEntry> wanted, TreeEntry... there) {
        Map<String, TreeEntry> seen = new HashMap<>();
        for (TreeEntry entry : there) {
            seen.put(entry.path(), entry);
        }
        return CopyPlan.of(new Tree("", 0755, wanted, List.of()), seen);
    }

    private static TreeEntry file(String path, long size, long seconds) {
        return new TreeEntry(path, Kind.FILE, 0644, size, seconds, "");
    }

    private static TreeEntry executable(String path, long size, long seconds) {
        return new TreeEntry(path, Kind.FILE, 0755, size, seconds, "");
    }

    private static TreeEntry folder(String path, int mode) {
        return TreeEntry.folder(path, mode);
    }

    private static TreeEntry link(String path, String target) {
        return new TreeEntry(path, Kind.LINK, 0777, 0, 0, target);
    }
}
