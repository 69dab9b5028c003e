package dev.muster.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an ssh configuration asks for and this program cannot do: named, so that nobody wonders. */
final class UnsupportedSettings {
    private static final Set<String> NEVER = Set.of(
            "addressfamily",
            "bindaddress",
            "bindinterface",
            "certificatefile",
            "ciphers",
            "hostkeyalgorithms",
            "kexalgorithms",
            "knownhostscommand",
            "macs",
            "pkcs11provider",
            "securitykeyprovider");
    private static final Set<String> WHEN_YES = Set.of(
            "canonicalizehostname",
            "gssapiauthentication",
            "hostbasedauthentication",
            "proxyusefdpass",
            "verifyhostkeydns");

    private UnsupportedSettings() {}

    /** The system's file turns GSSAPI on for everybody on some distributions; only the user's own wish is news. */
    static List<String> in(SshConfig.Options options) {
        List<String> found = new ArrayList<>();
        options.skipped()
                .forEach(condition -> found.add("passed over, its condition is not evaluated here: " + condition));
        options.settings().values().stream()
                .flatMap(List::stream)
                .filter(UnsupportedSettings::isOurs)
                .forEach(setting -> found.add(setting.place() + ": " + setting.keyword() + " is not supported"));
        return found;
    }

    private static boolean isOurs(SshConfig.Setting setting) {
        boolean asked = NEVER.contains(setting.keyword())
                || WHEN_YES.contains(setting.keyword()) && !setting.value().equalsIgnoreCase("no");
        return asked && !setting.place().startsWith("/etc/ssh/");
    }
}
