package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import dev.muster.launcher.bootstrap.HostRequirements;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks operating system, architecture and C library, for which the node bundle was built. */
final class SystemRule implements CheckRule.OfHost {
    private static final Pattern GLIBC = Pattern.compile("glibc ([0-9]{1,3})\\.([0-9]{1,3})");
    private static final int MIN_MINOR = 17;

    @Override
    public String check() {
        return "system";
    }

    @Override
    public String okMessage() {
        return "Linux on x86_64 with glibc 2.17 or newer";
    }

    @Override
    public Stream<Finding> judge(Answered host, CheckInput all) {
        Optional<HostRequirements.Refusal> refusal = HostRequirements.system(host.value("os"), host.value("arch"));
        if (refusal.isPresent()) {
            return problem(host, refusal.get().reason(), refusal.get().hint());
        }
        String glibc = host.value("glibc");
        if (glibc.isEmpty() || isEnough(glibc)) {
            return Stream.empty();
        }
        String what = glibc.equals("none") ? "has no glibc (Alpine uses musl)" : "has " + glibc;
        return problem(
                host,
                what + ", but nodes need glibc 2.17 or newer",
                "use a distribution with glibc from 2014 or later");
    }

    private static boolean isEnough(String text) {
        Matcher glibc = GLIBC.matcher(text);
        if (!glibc.lookingAt()) {
            return false;
        }
        int major = Integer.parseInt(glibc.group(1));
        return major > 2 || major == 2 && Integer.parseInt(glibc.group(2)) >= MIN_MINOR;
    }
}
