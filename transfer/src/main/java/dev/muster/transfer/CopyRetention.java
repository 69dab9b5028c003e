package dev.muster.transfer;

import java.util.List;
import java.util.Map;

/** What the host of a copy keeps of it besides, to give it to others. */
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

    /** Files whose content is not kept yet. */
    List<TreeEntry> missing(Tree tree);

    /** Where on the host, absolute; empty for nowhere. */
    String folder();

    /** Name of the stream that is kept there. */
    String pack();

    /** All is in place. @param offsets where in the stream each file's content is; empty where none was sent */
    void done(Map<String, Long> offsets) throws InterruptedException;
}
