package dev.muster.config;

import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.AuthConfig.HostKeys;
import java.util.regex.Pattern;

/** The key {@code auth}. */
final class AuthReader {
    /** What directories of users really have: quotes, spaces and dollars too. It stands in SSH's own messages and in no shell. */
    private static final Pattern USER =
            Pattern.compile("[^\\s\\p{Cntrl}\\\\/:@-]([^\\p{Cntrl}/:]{0,62}[^\\s\\p{Cntrl}/:])?");

    private AuthReader() {}

    static AuthConfig read(ConfigSection top, LocalPaths paths) {
        ConfigSection auth = top.section("auth");
        auth.text("ssh_user").ifPresent(user -> checkUser(auth, "ssh_user", user));
        boolean strict = auth.text("host_keys").filter("strict"::equals).isPresent();
        return new AuthConfig(
                auth.text("ssh_user"),
                paths.hoped(auth, "ssh_private_key"),
                paths.hoped(auth, "ssh_public_key"),
                auth.text("ssh_proxy_command"),
                auth.text("head_ssh_private_key").flatMap(key -> NodePath.check(auth, "head_ssh_private_key", key)),
                strict ? HostKeys.STRICT : HostKeys.ACCEPT_NEW);
    }

    static void checkUser(ConfigSection section, String key, String user) {
        if (!USER.matcher(user).matches()) {
            section.error(key, "is not a login name");
        }
    }
}
