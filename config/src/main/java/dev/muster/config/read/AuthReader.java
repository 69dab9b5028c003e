package dev.muster.config.read;

import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.LocalPaths;
import dev.muster.config.section.LoginName;
import dev.muster.config.section.NodePath;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.AuthConfig.HostKeys;

/** Reads the key {@code auth}. */
final class AuthReader {
    private AuthReader() {}

    static AuthConfig read(ConfigSection top, LocalPaths paths) {
        ConfigSection auth = top.section("auth");
        auth.text("ssh_user").ifPresent(user -> LoginName.check(auth, "ssh_user", user));
        boolean strict = auth.text("host_keys").filter("strict"::equals).isPresent();
        return new AuthConfig(
                auth.text("ssh_user"),
                paths.resolveOrWarn(auth, "ssh_private_key"),
                paths.resolveOrWarn(auth, "ssh_public_key"),
                auth.text("ssh_proxy_command"),
                auth.text("head_ssh_private_key").flatMap(key -> NodePath.check(auth, "head_ssh_private_key", key)),
                strict ? HostKeys.STRICT : HostKeys.ACCEPT_NEW);
    }
}
