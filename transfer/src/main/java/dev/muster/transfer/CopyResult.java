package dev.muster.transfer;

import java.util.List;

/**
 * Reports what a copy did.
 *
 * @param files number of files and links that were sent
 * @param bytes number of bytes that were sent
 * @param unchanged number of files that were there already
 * @param place absolute path of the target
 * @param skipped paths of what is neither a file, a folder nor a link
 */
public record CopyResult(How how, long files, long bytes, long unchanged, String place, List<String> skipped) {
    /** {@code SAME_PLACE}: source and target are the same folder. */
    public enum How {
        COPIED,
        NOTHING_TO_DO,
        SAME_PLACE
    }

    public CopyResult {
        skipped = List.copyOf(skipped);
    }

    /** Returns one line for operators. */
    public String describe() {
        return switch (how) {
            case COPIED -> place + ": " + count(files) + " copied, " + size(bytes) + describeRest();
            case NOTHING_TO_DO -> place + ": unchanged, nothing copied" + describeSkipped();
            case SAME_PLACE -> place + " is the same folder on both ends: nothing copied" + describeSkipped();
        };
    }

    private String describeRest() {
        return (unchanged > 0 ? ", " + count(unchanged) + " unchanged" : "") + describeSkipped();
    }

    private String describeSkipped() {
        return skipped.isEmpty()
                ? ""
                : "; skipped (not regular files): "
                        + String.join(", ", skipped.subList(0, Math.min(3, skipped.size())))
                        + (skipped.size() > 3 ? " and " + (skipped.size() - 3) + " more" : "");
    }

    private static String count(long files) {
        return files == 1 ? "1 file" : files + " files";
    }

    private static String size(long bytes) {
        return bytes < 10_000
                ? bytes + " bytes"
                : bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }
}
