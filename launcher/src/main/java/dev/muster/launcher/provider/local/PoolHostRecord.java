package dev.muster.launcher.provider.local;

import dev.muster.ssh.SshTarget;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the head reaches one host of the pool, and what the last look at it found: written by {@code up}, read by the head, which has nobody's ssh
 * configuration.
 *
 * @param host as the cluster's file names it
 * @param way to its login
 * @param jumps through which the head gets there, in order; empty: directly
 * @param root of Muster's on it; empty where it was never reached
 * @param cpus 0 where not known
 * @param memoryKib 0 where not known
 * @param note who holds it, or why it cannot be used; for operators, never to be compared; empty otherwise
 * @param since when it was found so
 * @param home the same for hosts that share one: a random word in the head's authorized_keys line; empty where there is no such line
 */
public record PoolHostRecord(
        String host,
        SshRoute way,
        List<SshRoute> jumps,
        String root,
        int cpus,
        long memoryKib,
        State state,
        String note,
        Instant since,
        String home) {
    private static final int FIELDS = 12;
    private static final int FIELDS_OF_A_JUMP = 4;

    public PoolHostRecord {
        jumps = List.copyOf(jumps);
    }

    /**
     * {@code AUTHORISED}: the head may log in there. {@code HELD}: by another cluster. {@code NOT_ADMITTED}: the host answers, but the head's key is not
     * authorised there. {@code FAILED}: it could not be reached, or cannot be a node. {@code LEFT}: it left the file, and nothing of the cluster is on it any
     * more.
     */
    public enum State {
        AUTHORISED,
        HELD,
        NOT_ADMITTED,
        FAILED,
        LEFT
    }

    /** Before the first look. */
    public static PoolHostRecord unseen(SshTarget target, List<SshRoute> jumps) {
        return new PoolHostRecord(
                target.name(), SshRoute.to(target), jumps, "", 0, 0, State.FAILED, "", Instant.EPOCH, "");
    }

    /** The same host, found to be otherwise. */
    public PoolHostRecord found(State newState, String newNote, Instant now) {
        return new PoolHostRecord(host, way, jumps, root, cpus, memoryKib, newState, newNote, now, home);
    }

    /** Whether both were found in the same state for the same reason. */
    public boolean isInTheStateOf(PoolHostRecord other) {
        return found(state, note, other.since).equals(found(other.state, other.note, other.since));
    }

    public boolean isAuthorised() {
        return state == State.AUTHORISED;
    }

    /** Whether something of the cluster may be there: the head's authorized_keys line, or a node's folder. */
    public boolean mayHaveTraces() {
        return state != State.LEFT && !root.isEmpty();
    }

    /** Whether both have the same home. Decided by the head's line alone, which only hosts that share a home can have in common. */
    public boolean sharesHomeWith(PoolHostRecord other) {
        return !home.isEmpty() && home.equals(other.home);
    }

    /** Whether a line that was written earlier still leads to the same login. */
    public boolean leadsWhere(PoolHostRecord other) {
        return host.equals(other.host) && way.equals(other.way) && jumps.equals(other.jumps);
    }

    /** One line, fields between tabs; jumps at its end. */
    public String line() {
        List<String> fields = new ArrayList<>(List.of(host));
        fields.addAll(fields(way));
        fields.addAll(List.of(
                root,
                Integer.toString(cpus),
                Long.toString(memoryKib),
                state.name(),
                note,
                Long.toString(since.getEpochSecond()),
                home));
        jumps.forEach(jump -> fields.addAll(fields(jump)));
        return fields.stream().map(PoolHostRecord::plain).collect(Collectors.joining("\t"));
    }

    private static List<String> fields(SshRoute way) {
        return List.of(
                way.address(),
                Integer.toString(way.port()),
                way.user(),
                way.hostKeyAlias().orElse(""));
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** Lines that cannot be read are passed over: the next {@code up} writes them again. */
    public static List<PoolHostRecord> parse(String text) {
        List<PoolHostRecord> reaches = new ArrayList<>();
        text.lines().forEach(line -> parseLine(line).ifPresent(reaches::add));
        return reaches;
    }

    private static Optional<PoolHostRecord> parseLine(String line) {
        List<String> fields = List.of(line.split("\t", -1));
        if (fields.size() < FIELDS || (fields.size() - FIELDS) % FIELDS_OF_A_JUMP != 0) {
            return Optional.empty();
        }
        try {
            List<SshRoute> jumps = new ArrayList<>();
            for (int at = FIELDS; at < fields.size(); at += FIELDS_OF_A_JUMP) {
                jumps.add(way(fields, at));
            }
            return Optional.of(new PoolHostRecord(
                    fields.getFirst(),
                    way(fields, 1),
                    jumps,
                    fields.get(5),
                    Integer.parseInt(fields.get(6)),
                    Long.parseLong(fields.get(7)),
                    State.valueOf(fields.get(8)),
                    fields.get(9),
                    Instant.ofEpochSecond(Long.parseLong(fields.get(10))),
                    fields.get(11)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static SshRoute way(List<String> fields, int at) {
        return new SshRoute(
                fields.get(at),
                Integer.parseInt(fields.get(at + 1)),
                fields.get(at + 2),
                Optional.of(fields.get(at + 3)).filter(alias -> !alias.isEmpty()));
    }
}
