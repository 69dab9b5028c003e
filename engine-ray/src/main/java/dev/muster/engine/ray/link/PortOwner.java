package dev.muster.engine.ray.link;

import dev.muster.engine.EngineUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/**
 * Whose process listens where Ray's head should. Ray's port is open to every user of the machine, so another user can take it while Ray is down, and must
 * not get the token. An address of another machine has no owner here.
 */
final class PortOwner {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String LISTENING = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int USER = 7;
    private static final int ROOT = 0;

    private PortOwner() {}

    /** @throws EngineUnavailable if a process of another user, who is not root, listens there */
    static void refuseOthers(GcsAddress gcs) throws EngineUnavailable {
        InetAddress address = new InetSocketAddress(gcs.host(), gcs.port()).getAddress();
        OptionalInt owner = address == null ? OptionalInt.empty() : find(lines(), address, gcs.port());
        if (owner.isPresent() && owner.getAsInt() != ROOT && owner.getAsInt() != self()) {
            throw new EngineUnavailable("a process of the user with ID " + owner.getAsInt() + " listens at " + gcs
                    + ", where Ray's head should: Ray's token is not sent there");
        }
    }

    /**
     * Returns the user whose process gets connections to the address. One that listens at exactly this address goes before one that listens at all.
     *
     * @param table lines of {@code /proc/net/tcp} and {@code /proc/net/tcp6}, see proc_net_tcp in the documentation of Linux
     */
    static OptionalInt find(List<String> table, InetAddress address, int port) {
        List<String> exact = forms(address);
        OptionalInt owner = OptionalInt.empty();
        for (String line : table) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length <= USER || !fields[STATE].equals(LISTENING)) {
                continue;
            }
            String[] local = fields[ADDRESS].split(":");
            if (local.length != 2 || !local[1].equals(String.format("%04X", port))) {
                continue;
            }
            if (exact.contains(local[0])) {
                return user(fields);
            }
            if (local[0].chars().allMatch(digit -> digit == '0')) {
                owner = user(fields);
            }
        }
        return owner;
    }

    private static OptionalInt user(String[] fields) {
        return OptionalInt.of(Integer.parseUnsignedInt(fields[USER]));
    }

    /** Returns how the kernel prints the address: words of four bytes, each in the order of a little-endian machine. IPv4 is listed in IPv6's table too. */
    private static List<String> forms(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 4) {
            byte[] word = {bytes[i + 3], bytes[i + 2], bytes[i + 1], bytes[i]};
            words.append(HexFormat.of().withUpperCase().formatHex(word));
        }
        return bytes.length == 4
                ? List.of(words.toString(), "0000000000000000FFFF0000" + words)
                : List.of(words.toString());
    }

    /** Without these tables, as on other systems than Linux, nobody's port is known. */
    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Path table : TABLES) {
            try {
                lines.addAll(Files.readAllLines(table, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // A machine may have no IPv6.
            }
        }
        return lines;
    }

    private static int self() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            return -1;
        }
    }
}
