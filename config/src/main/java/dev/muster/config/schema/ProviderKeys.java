package dev.muster.config.schema;

import static dev.muster.config.schema.KeyTable.ANYTHING;
import static dev.muster.config.schema.KeyTable.FLAG;
import static dev.muster.config.schema.KeyTable.TEXT;

import dev.muster.config.provider.ProviderFormat;
import dev.muster.config.provider.ProviderFormats;
import dev.muster.config.provider.ProviderKey;
import java.util.List;
import java.util.Set;

/** The keys below {@code provider}, and the names of providers that only Ray supports. */
public final class ProviderKeys {
    /** Providers that only Ray supports. A file with one of them can be validated, but {@code up} refuses it. */
    public static final Set<String> RAY_ONLY = Set.of(
            "aws",
            "gcp",
            "azure",
            "aliyun",
            "vsphere",
            "kuberay",
            "readonly",
            "spark",
            "fake_multinode",
            "fake_multinode_docker",
            "external");

    /** Keys that only cloud providers use. */
    public static final List<String> CLOUD = List.of(
            "region",
            "availability_zone",
            "security_group",
            "key_pair",
            "aws_credentials",
            "cloudwatch",
            "project_id",
            "gcp_credentials",
            "location",
            "resource_group",
            "tags",
            "subscription_id",
            "msi_identity_id",
            "msi_identity_principal_id",
            "subnet_id",
            "namespace",
            "autoscaler_service_account",
            "autoscaler_role",
            "autoscaler_role_binding",
            "module",
            "use_internal_ips",
            "use_external_head_ip",
            "cache_stopped_nodes");

    public static final ValueForm.Fields FIELDS = fields();

    private ProviderKeys() {}

    /** Returns the keys that only providers of other types have. */
    public static List<String> ofOthers(String type) {
        return ProviderFormats.all().stream()
                .filter(format -> !format.type().equals(type))
                .flatMap(format -> format.keys().stream().map(ProviderKey::name))
                .toList();
    }

    private static ValueForm form(ProviderKey.Form form) {
        return switch (form) {
            case ProviderKey.Form.Text() -> TEXT;
            case ProviderKey.Form.Flag() -> FLAG;
            case ProviderKey.Form.Whole(int min, int max) -> new ValueForm.Whole(min, max);
        };
    }

    private static ValueForm.Fields fields() {
        KeyTable table = new KeyTable()
                .ray(
                        "type",
                        TEXT,
                        "process: nodes on this machine; local or onprem: existing machines over SSH. Ray's other types, such as aws, are not supported yet.")
                .ray("head_ip", HostEntryKeys.ENTRY, "Host of the head.")
                .ray("worker_ips", HostEntryKeys.LIST, "Hosts of the workers.")
                .ray("external_head_ip", TEXT, "Address of the head as seen from your machine.")
                .ray("coordinator_address", TEXT, "Address of Ray's coordinator server, host:port.")
                .muster(
                        "head_port",
                        new ValueForm.Whole(1, 65_535),
                        "First port that the head tries to listen on; default 7373.")
                .muster(
                        "state_dir",
                        TEXT,
                        "Folder on every node for Muster's files; it must be on a local file system.")
                .ray("disable_node_updaters", FLAG, "Do not set up nodes.");
        CLOUD.forEach(name -> table.ray(name, ANYTHING, "For cloud providers; no effect with process and local."));
        for (ProviderFormat format : ProviderFormats.all()) {
            format.keys().forEach(key -> table.muster(key.name(), form(key.form()), key.description()));
        }
        return table.legacy("foreground_node_launch", "Internal to Ray's autoscaler; no effect here.")
                .legacy("worker_liveness_check", "Internal to Ray's autoscaler; no effect here.")
                .legacy("disable_launch_config_check", "Internal to Ray's autoscaler; no effect here.")
                .legacy("use_node_id_as_ip", "Internal to Ray's tests; no effect here.")
                .legacy("_config_cache_path", "Internal to Ray; no effect here.")
                .fields();
    }
}
