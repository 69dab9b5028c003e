package dev.muster.whole;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The account of root on a host of the lab, which may get another login shell and other start-up files. Its own ones are kept until it is restored. */
final class LabAccount {
    /** Every file that a test may put into the home. */
    private static final String NAMES =
            ".bash_profile .profile .bashrc .zshenv .zshrc .tcshrc .config/fish/config.fish";

    private final Lab lab;
    private final int host;

    private LabAccount(Lab lab, int host) {
        this.lab = lab;
        this.host = host;
    }

    static LabAccount of(Lab lab, int host) throws Exception {
        lab.on(
                host,
                "cd ~; find " + NAMES + " -maxdepth 0 2>/dev/null | tar -cf /run/kept.tar -T -;"
                        + " ln -sf \"$(command -v busybox)\" /run/ash");
        return new LabAccount(lab, host);
    }

    /**
     * Replaces the login shell and all start-up files.
     *
     * @param shell the name of a program
     * @param files texts by path in the home
     */
    void become(String shell, Map<String, String> files) throws Exception {
        StringBuilder script = new StringBuilder("cd ~; rm -f " + NAMES + "\n");
        files.forEach((name, text) -> script.append("mkdir -p \"$(dirname " + name + ")\"; echo "
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + " | base64 -d >" + name
                + "\n"));
        script.append(
                "shell=$(PATH=/run:$PATH command -v " + shell + ")\n" + ORIGINAL
                        + "sed \"s#^root:\\(.*\\):.*#root:\\1:$shell#\" /etc/passwd >/run/new; mount --bind /run/new /etc/passwd");
        lab.on(host, script.toString());
    }

    private static final String ORIGINAL = "! grep -q ' /etc/passwd ' /proc/mounts || umount /etc/passwd\n";

    void restore() throws Exception {
        lab.on(
                host,
                ORIGINAL + "cd ~; rm -rf .config .zsh_history .local/share/fish " + NAMES
                        + " /run/new /run/ash; tar -xf /run/kept.tar; rm /run/kept.tar");
    }
}
