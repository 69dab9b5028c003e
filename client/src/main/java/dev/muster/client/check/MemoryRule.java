package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Whether our own processes fit, before any work does. */
final class MemoryRule implements CheckRule.OfHost {
    private static final long DAEMON_KIB = 150 * 1024;
    private static final long HEAD_KIB = 500 * 1024;

    @Override
    public String check() {
        return "memory";
    }

    @Override
    public String fine() {
        return "enough for the node's own processes";
    }

    @Override
    public Stream<Finding> judge(Seen host, CheckInput all) {
        OptionalLong free = host.facts().number("memory_free_kib");
        long needed = host.member().isHead() ? HEAD_KIB : DAEMON_KIB;
        boolean isOurs = host.facts().processes().stream().anyMatch(all.ours()::contains);
        return free.isEmpty() || isOurs || free.getAsLong() >= needed
                ? Stream.empty()
                : warning(
                        host,
                        "only " + ReadableSize.ofKib(free.getAsLong())
                                + " of memory are free, our own processes take up to " + ReadableSize.ofKib(needed),
                        "see what takes it: ps aux --sort=-rss | head");
    }
}
