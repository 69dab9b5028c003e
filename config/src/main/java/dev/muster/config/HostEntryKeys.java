package dev.muster.config;

import static dev.muster.config.KeyTable.RESOURCES;
import static dev.muster.config.KeyTable.TEXT;
import static dev.muster.config.KeyTable.TEXT_MAP;
import static dev.muster.config.KeyTable.either;

/** Keys of one host. */
final class HostEntryKeys {
    static final ValueForm.Fields HOST = new KeyTable()
            .ours(
                    "host",
                    TEXT,
                    "Address, host name or alias of ~/.ssh/config; a range such as vm[2-8] stands for several.")
            .ours("user", TEXT, "Login name; default auth.ssh_user, then ~/.ssh/config.")
            .ours("port", new ValueForm.Whole(1, 65_535), "SSH port; default from ~/.ssh/config, then 22.")
            .ours("ssh_private_key", TEXT, "Private key on your machine; default auth.ssh_private_key.")
            .ours("proxy_jump", TEXT, "Host through which your machine reaches this one.")
            .ours("head_proxy_jump", TEXT, "Host through which the head reaches this one; default: directly.")
            .ours(
                    "node_type",
                    TEXT,
                    "Node type that this host serves; needed only where there are several worker types.")
            .ours(
                    "resources",
                    RESOURCES,
                    "Amounts of this host; they win over those of its type and over what is found.")
            .ours("labels", TEXT_MAP, "Labels of this host; they win over those of its type.")
            .fields();

    static final ValueForm ENTRY = either(TEXT, HOST);
    static final ValueForm LIST = either(TEXT, new ValueForm.ListOf(ENTRY));

    private HostEntryKeys() {}
}
