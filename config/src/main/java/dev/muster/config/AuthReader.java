package dev.muster.config;

import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.AuthConfig.HostKeys;
import java.util.regex.Pattern;

/** Reads the key {@code auth}. */
final class AuthReader {
    /** Accepts what real user directories contain, such as quotes, spaces and dollars: the name is sent by SSH and never reaches a shell. */
    private static final Pattern USER =
            Pattern.compile("[^\\s\\p{Cntrl}\\\\/:@-]([^\\p{Cntrl}/:]{0,62}[^\\s\\p{Cntrl}/:])?");

    private AuthReader() {}

    static AuthConfig read(ConfigSection top, LocalPaths paths) {
        ConfigSection auth = top.section("auth");
        auth.text("ssh_user").ifPresent(user -> checkUser(auth, "ssh_user", user));
        boolean strict = auth.text("host_keys").filter("strict"::equals).isPresent();
        return new AuthConfig(
                auth.text("ssh_user"),
                paths.resolveOrWarn(auth, "ssh_private_key"),
                paths.resolveOrWarn(auth, "ssh_public_key"),
                auth.text("ssh_proxy_command"),
                auth.text("head_ssh_private_key").flatMap(key -> NodePath.check(auth, "head_ssh_private_key", key)),
                strict ? HostKeys.STRICT : HostKeys.ACCEPT_NEW);
    }

    static void checkUser(ConfigSection section, String key, String user) {
        if (!USER.matcher(user).matches()) {
            section.error(key, "is not a valid user name");
        }
    }
}
