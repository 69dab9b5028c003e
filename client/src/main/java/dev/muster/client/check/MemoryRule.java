package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Checks whether Muster's own processes have enough memory. */
final class MemoryRule implements CheckRule.OfHost {
    private static final long DAEMON_KIB = 150 * 1024;
    private static final long HEAD_KIB = 500 * 1024;

    @Override
    public String check() {
        return "memory";
    }

    @Override
    public String okMessage() {
        return "enough for Muster's own processes";
    }

    @Override
    public Stream<Finding> judge(Answered host, CheckInput all) {
        OptionalLong free = host.facts().number("memory_free_kib");
        long needed = host.member().isHead() ? HEAD_KIB : DAEMON_KIB;
        boolean isUp = host.facts().processes().stream().anyMatch(all.clusterIds()::contains);
        return free.isEmpty() || isUp || free.getAsLong() >= needed
                ? Stream.empty()
                : warning(
                        host,
                        "only " + ReadableSize.ofKib(free.getAsLong())
                                + " of memory are free, and Muster's own processes use up to "
                                + ReadableSize.ofKib(needed),
                        "to see what uses the memory, run: ps aux --sort=-rss | head");
    }
}
