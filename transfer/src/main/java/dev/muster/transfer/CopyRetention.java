package dev.muster.transfer;

import dev.muster.transfer.tree.Tree;
import dev.muster.transfer.tree.TreeEntry;
import java.util.List;
import java.util.Map;

/** Decides what the target host stores of a copy besides, to send it on to other hosts. */
interface CopyRetention {
    CopyRetention NONE = new CopyRetention() {
        @Override
        public List<TreeEntry> missing(Tree tree) {
            return List.of();
        }

        @Override
        public String folder() {
            return "";
        }

        @Override
        public String pack() {
            return "";
        }

        @Override
        public void done(Map<String, Long> offsets) {}
    };

    /** Returns the files whose content is not stored yet. */
    List<TreeEntry> missing(Tree tree);

    /** Returns the absolute folder on the host; empty if nothing is stored. */
    String folder();

    /** Returns the file name under which the stream is stored. */
    String pack();

    /**
     * Completes the copy.
     *
     * @param offsets offset of each file's content in the stream, by path; empty if nothing was sent
     */
    void done(Map<String, Long> offsets) throws InterruptedException;
}
