package dev.muster.transfer.tar;

import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.TreeEntry.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes headers of the tar format as GNU tar does: 512 bytes, names over 100 bytes in an extra member before ({@code L}, {@code K}), sizes over 8
 * GiB as binary numbers. Names are bytes, so no locale can change them. See "Basic Tar Format" and "GNU Extensions" in GNU tar's manual.
 */
public final class Tar {
    static final int BLOCK = 512;
    static final int NAME = 100;
    static final char FILE = '0';
    static final char LINK = '2';
    static final char FOLDER = '5';
    static final char LONG_NAME = 'L';
    static final char LONG_LINK = 'K';
    private static final long LARGEST_OCTAL = 0_77777777777L;

    private Tar() {}

    /** Returns everything that precedes the content of a member. */
    public static byte[] header(TreeEntry entry, String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] nameBytes = (entry.isFolder() ? name + "/" : name).getBytes(StandardCharsets.UTF_8);
        byte[] link = (entry.kind() == Kind.LINK ? entry.content() : "").getBytes(StandardCharsets.UTF_8);
        if (link.length > NAME) {
            extra(bytes, LONG_LINK, link);
        }
        if (nameBytes.length > NAME) {
            extra(bytes, LONG_NAME, nameBytes);
        }
        byte[] block = new byte[BLOCK];
        put(block, 0, nameBytes, NAME);
        octal(block, 100, 8, entry.mode());
        octal(block, 136, 12, Math.max(0, entry.seconds()));
        put(block, 157, link, NAME);
        finish(block, type(entry.kind()), entry.isFile() ? entry.size() : 0);
        bytes.writeBytes(block);
        return bytes.toByteArray();
    }

    /** Returns the header of one of Muster's own files in the stream. */
    public static byte[] header(String name, int size) {
        return header(new TreeEntry(name, Kind.FILE, 0600, size, 0, ""), name);
    }

    public static byte[] padding(long size) {
        return new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)];
    }

    public static byte[] end() {
        return new byte[2 * BLOCK];
    }

    private static char type(Kind kind) {
        return switch (kind) {
            case FILE -> FILE;
            case FOLDER -> FOLDER;
            case LINK -> LINK;
        };
    }

    private static void extra(ByteArrayOutputStream bytes, char type, byte[] text) {
        byte[] block = new byte[BLOCK];
        put(block, 0, "././@LongLink".getBytes(StandardCharsets.US_ASCII), NAME);
        octal(block, 100, 8, 0);
        octal(block, 136, 12, 0);
        finish(block, type, text.length + 1L);
        bytes.writeBytes(block);
        bytes.writeBytes(text);
        bytes.write(0);
        bytes.writeBytes(padding(text.length + 1L));
    }

    private static void finish(byte[] block, char type, long size) {
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        number(block, 124, size);
        block[156] = (byte) type;
        put(block, 257, "ustar  ".getBytes(StandardCharsets.US_ASCII), 8);
        put(block, 148, "        ".getBytes(StandardCharsets.US_ASCII), 8);
        int sum = 0;
        for (byte value : block) {
            sum += value & 0xff;
        }
        octal(block, 148, 7, sum);
    }

    private static void number(byte[] block, int at, long size) {
        if (size <= LARGEST_OCTAL) {
            octal(block, at, 12, size);
            return;
        }
        for (int i = 0; i < 8; i++) {
            block[at + 11 - i] = (byte) (size >>> (8 * i));
        }
        block[at] = (byte) 0x80;
    }

    private static void octal(byte[] block, int at, int width, long value) {
        String digits = Long.toOctalString(value);
        byte[] text =
                ("0".repeat(Math.max(0, width - 1 - digits.length())) + digits).getBytes(StandardCharsets.US_ASCII);
        put(block, at, text, width - 1);
        block[at + width - 1] = 0;
    }

    private static void put(byte[] block, int at, byte[] text, int most) {
        System.arraycopy(text, 0, block, at, Math.min(text.length, most));
    }
}
