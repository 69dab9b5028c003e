package dev.muster.config;

import static dev.muster.config.KeyTable.ANYTHING;
import static dev.muster.config.KeyTable.FLAG;
import static dev.muster.config.KeyTable.TEXT;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys below {@code provider}. */
final class ProviderKeys {
    /** The provider's word to the one that we call it by. */
    static final Map<String, String> OURS = Map.of("process", "process", "local", "local", "onprem", "local");

    /** Known to Ray. A file with one of them is read, and refused at {@code up}. */
    static final Set<String> RAYS = Set.of(
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

    /** Only clouds have a use for them. */
    static final List<String> CLOUD = List.of(
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

    static final ValueForm.Fields FIELDS = fields();

    private ProviderKeys() {}

    private static ValueForm.Fields fields() {
        KeyTable table = new KeyTable()
                .ray(
                        "type",
                        TEXT,
                        "process: on this machine; local (or onprem): machines that exist; aws, gcp and others of Ray.")
                .ray("head_ip", HostEntryKeys.ENTRY, "The head's host.")
                .ray("worker_ips", HostEntryKeys.LIST, "The workers' hosts.")
                .ray("external_head_ip", TEXT, "The head's address as your machine sees it.")
                .ray("coordinator_address", TEXT, "Ray's coordinator server, host:port.")
                .ours("head_port", new ValueForm.Whole(1, 65_535), "First port that the head tries; default 7373.")
                .ours("state_dir", TEXT, "Folder on every node for the cluster's files, on a local file system.")
                .ray("disable_node_updaters", FLAG, "Do not set nodes up.");
        CLOUD.forEach(name -> table.ray(name, ANYTHING, "For clouds; no effect with process and local."));
        return table.legacy("foreground_node_launch", "Internal to Ray's autoscaler; no effect here.")
                .legacy("worker_liveness_check", "Internal to Ray's autoscaler; no effect here.")
                .legacy("disable_launch_config_check", "Internal to Ray's autoscaler; no effect here.")
                .legacy("use_node_id_as_ip", "Internal to Ray's tests; no effect here.")
                .legacy("_config_cache_path", "Internal to Ray; no effect here.")
                .fields();
    }
}
