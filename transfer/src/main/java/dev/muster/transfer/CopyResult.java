package dev.muster.transfer;

import java.util.List;

/**
 * What a copy came to.
 *
 * @param files that went over the wire, links among them
 * @param unchanged files that were there already
 * @param place where it went, as an absolute path
 * @param passedOver what is no file, folder or link
 */
public record CopyResult(How how, long files, long bytes, long unchanged, String place, List<String> passedOver) {
    /** {@code SAME_PLACE}: source and target are one and the same. */
    public enum How {
        COPIED,
        NOTHING_TO_DO,
        SAME_PLACE
    }

    public CopyResult {
        passedOver = List.copyOf(passedOver);
    }

    /** For people. */
    public String text() {
        return switch (how) {
            case COPIED -> place + ": " + count(files) + " copied, " + size(bytes) + rest();
            case NOTHING_TO_DO -> place + ": unchanged, nothing copied" + passed();
            case SAME_PLACE -> place + " is the same folder on both ends: nothing copied" + passed();
        };
    }

    private String rest() {
        return (unchanged > 0 ? ", " + count(unchanged) + " unchanged" : "") + passed();
    }

    private String passed() {
        return passedOver.isEmpty()
                ? ""
                : "; passed over, as they are no files: "
                        + String.join(", ", passedOver.subList(0, Math.min(3, passedOver.size())))
                        + (passedOver.size() > 3 ? " and " + (passedOver.size() - 3) + " more" : "");
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
