package dev.muster.config.schema;

import static dev.muster.config.schema.KeyTable.RESOURCES;
import static dev.muster.config.schema.KeyTable.TEXT;
import static dev.muster.config.schema.KeyTable.TEXT_MAP;
import static dev.muster.config.schema.KeyTable.either;

/** The keys of one host. */
final class HostEntryKeys {
    static final ValueForm.Fields HOST = new KeyTable()
            .muster(
                    "host",
                    TEXT,
                    "Address, host name or alias of ~/.ssh/config; a range such as vm[2-8] names several hosts.")
            .muster("user", TEXT, "Login name. Default: auth.ssh_user if set, otherwise the one in ~/.ssh/config.")
            .muster("port", new ValueForm.Whole(1, 65_535), "SSH port. Default: from ~/.ssh/config, then 22.")
            .muster("ssh_private_key", TEXT, "Path of the private key on your machine. Default: auth.ssh_private_key.")
            .muster("proxy_jump", TEXT, "Jump host between your machine and this host.")
            .muster("head_proxy_jump", TEXT, "Jump host between the head and this host. Default: none.")
            .muster("node_type", TEXT, "Node type of this host; required only if there are several worker types.")
            .muster(
                    "resources",
                    RESOURCES,
                    "Resources of this host. They override those of its type and what is detected.")
            .muster("labels", TEXT_MAP, "Labels of this host. They override those of its type.")
            .fields();

    static final ValueForm ENTRY = either(TEXT, HOST);
    static final ValueForm LIST = either(TEXT, new ValueForm.ListOf(ENTRY));

    private HostEntryKeys() {}
}
