package dev.muster.launcher.onprem;

import dev.muster.launcher.ssh.SshTarget;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the head reaches one host of the pool, and what the last look at it found: written by {@code up}, read by the head, which has nobody's ssh
 * configuration.
 *
 * @param host as the cluster's file names it
 * @param root of ours on it; empty where it was never reached
 * @param cpus 0 where not known
 * @param memoryKib 0 where not known
 * @param note who holds it, or why it could not be reached; empty otherwise
 * @param since when it was found so
 * @param home the same for hosts that share one; empty where not known
 */
public record Reach(
        String host,
        String address,
        int port,
        String user,
        Optional<String> hostKeyAlias,
        String root,
        int cpus,
        long memoryKib,
        State state,
        String note,
        Instant since,
        String home) {
    private static final int FIELDS = 12;

    /**
     * {@code AUTHORISED}: the head may log in there. {@code HELD}: by another cluster. {@code FAILED}: it could not be reached. {@code LEFT}: it left the
     * file, and nothing of the cluster is on it any more.
     */
    public enum State {
        AUTHORISED,
        HELD,
        FAILED,
        LEFT
    }

    /** Before the first look. */
    public static Reach unseen(SshTarget target) {
        return new Reach(
                target.name(),
                target.address(),
                target.port(),
                target.user(),
                target.hostKeys().alias(),
                "",
                0,
                0,
                State.FAILED,
                "",
                Instant.EPOCH,
                "");
    }

    /** The same host, found to be otherwise. */
    public Reach found(State newState, String newNote, Instant now) {
        return new Reach(
                host, address, port, user, hostKeyAlias, root, cpus, memoryKib, newState, newNote, now, home);
    }

    public boolean isAuthorised() {
        return state == State.AUTHORISED;
    }

    /** Whether a line that was written earlier still leads to the same login. */
    public boolean leadsWhere(Reach other) {
        return host.equals(other.host)
                && address.equals(other.address)
                && port == other.port
                && user.equals(other.user)
                && hostKeyAlias.equals(other.hostKeyAlias);
    }

    /** One line, fields between tabs. */
    public String line() {
        return String.join(
                "\t",
                List.of(
                        plain(host),
                        plain(address),
                        Integer.toString(port),
                        plain(user),
                        plain(hostKeyAlias.orElse("")),
                        plain(root),
                        Integer.toString(cpus),
                        Long.toString(memoryKib),
                        state.name(),
                        plain(note),
                        Long.toString(since.getEpochSecond()),
                        plain(home)));
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** Lines that cannot be read are passed over: the next {@code up} writes them anew. */
    public static List<Reach> parse(String text) {
        List<Reach> reaches = new ArrayList<>();
        text.lines().forEach(line -> parseLine(line).ifPresent(reaches::add));
        return reaches;
    }

    private static Optional<Reach> parseLine(String line) {
        String[] fields = line.split("\t", -1);
        OptionalInt port = fields.length == FIELDS ? number(fields[2]) : OptionalInt.empty();
        if (port.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Reach(
                    fields[0],
                    fields[1],
                    port.getAsInt(),
                    fields[3],
                    Optional.of(fields[4]).filter(alias -> !alias.isEmpty()),
                    fields[5],
                    Integer.parseInt(fields[6]),
                    Long.parseLong(fields[7]),
                    State.valueOf(fields[8]),
                    fields[9],
                    Instant.ofEpochSecond(Long.parseLong(fields[10])),
                    fields[11]));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
