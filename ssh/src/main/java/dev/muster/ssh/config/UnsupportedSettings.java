package dev.muster.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds settings of an ssh configuration that Muster does not support, so that the operator is warned. */
final class UnsupportedSettings {
    private static final Set<String> KEYWORDS = Set.of(
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
    private static final Set<String> KEYWORDS_UNLESS_NO = Set.of(
            "canonicalizehostname",
            "gssapiauthentication",
            "hostbasedauthentication",
            "proxyusefdpass",
            "verifyhostkeydns");

    private UnsupportedSettings() {}

    /** Returns a warning for each. It ignores the system's files, because some distributions enable GSSAPI there for every user. */
    static List<String> in(SshConfig.Options options) {
        List<String> found = new ArrayList<>();
        options.skipped()
                .forEach(condition ->
                        found.add("a block is ignored, because its condition is not supported: " + condition));
        options.settings().values().stream()
                .flatMap(List::stream)
                .filter(UnsupportedSettings::isSetByUser)
                .forEach(setting -> found.add(setting.place() + ": " + setting.keyword() + " is not supported"));
        return found;
    }

    private static boolean isSetByUser(SshConfig.Setting setting) {
        boolean unsupported = KEYWORDS.contains(setting.keyword())
                || KEYWORDS_UNLESS_NO.contains(setting.keyword())
                        && !setting.value().equalsIgnoreCase("no");
        return unsupported && !setting.place().startsWith("/etc/ssh/");
    }
}
