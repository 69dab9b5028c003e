package dev.muster.config;

import static dev.muster.config.KeyTable.ANYTHING;
import static dev.muster.config.KeyTable.COUNT;
import static dev.muster.config.KeyTable.FLAG;
import static dev.muster.config.KeyTable.RESOURCES;
import static dev.muster.config.KeyTable.TEXT;
import static dev.muster.config.KeyTable.TEXTS;
import static dev.muster.config.KeyTable.TEXT_MAP;
import static dev.muster.config.KeyTable.either;

import java.util.List;

/** Every key of the file, in one place. {@code docs/recipes/add-a-config-key.md} says how to add one. */
final class ConfigKeys {
    private static final ValueForm.Fields AUTH = new KeyTable()
            .ray("ssh_user", TEXT, "Login name on all hosts.")
            .ray("ssh_private_key", TEXT, "Private key on your machine; it never leaves it.")
            .ray("ssh_public_key", TEXT, "Public key that belongs to ssh_private_key.")
            .ray(
                    "ssh_proxy_command",
                    TEXT,
                    "Command whose input and output is the connection, as OpenSSH's ProxyCommand.")
            .ours(
                    "head_ssh_private_key",
                    TEXT,
                    "Path of a key that is on the head already, where authorized_keys is managed from outside.")
            .ours(
                    "host_keys",
                    new ValueForm.Word(List.of("accept-new", "strict")),
                    "accept-new pins a host key on first sight; strict wants it known before.")
            .fields();

    static final ValueForm.Fields DOCKER = new KeyTable()
            .ray("image", TEXT, "Container image; empty for none.")
            .ray("container_name", TEXT, "Name of the container.")
            .ray("pull_before_run", FLAG, "Pull the image before each run.")
            .ray("run_options", TEXTS, "Options of docker run.")
            .ray("head_image", TEXT, "Image of the head.")
            .ray("head_run_options", TEXTS, "Options of docker run on the head.")
            .ray("worker_image", TEXT, "Image of workers.")
            .ray("worker_run_options", TEXTS, "Options of docker run on workers.")
            .ray("disable_automatic_runtime_detection", FLAG, "Do not look for the NVIDIA runtime.")
            .ray("disable_shm_size_detection", FLAG, "Do not choose the size of /dev/shm.")
            .ray("use_podman", FLAG, "podman instead of docker.")
            .legacy("pull", "Renamed by Ray to pull_before_run; no effect.")
            .fields();

    private static final ValueForm.Fields TYPE_DOCKER = new KeyTable()
            .ray("pull_before_run", FLAG, "Pull the image before each run.")
            .ray("worker_image", TEXT, "Image of workers of this type.")
            .ray("worker_run_options", TEXTS, "Options of docker run for workers of this type.")
            .fields();

    private static final ValueForm.Fields NODE_TYPE = new KeyTable()
            .ray(
                    "resources",
                    RESOURCES,
                    "Amounts of one node; what is not declared is found out on the node. 0 hides what is found.")
            .ray("labels", TEXT_MAP, "Labels of every node of this type.")
            .ray("min_workers", COUNT, "Workers of this type that are kept even when idle; default 0.")
            .ray(
                    "max_workers",
                    COUNT,
                    "Most workers of this type; default the cluster's max_workers, for the head's type 0 unless it is the only one.")
            .ray("idle_timeout_s", new ValueForm.Number(1e9), "This type's own idle time, in seconds.")
            .ray(
                    "priority",
                    new ValueForm.Whole(-1_000_000, 1_000_000),
                    "The higher, the sooner chosen where several types would do; default 0.")
            .ray("initialization_commands", TEXTS, "This type's own, instead of the cluster's.")
            .ray(
                    "worker_setup_commands",
                    TEXTS,
                    "This type's own, instead of setup_commands and worker_setup_commands of the cluster.")
            .ray("node_config", new ValueForm.MapOf(ANYTHING), "What a cloud needs to make a node; may be left out.")
            .ray("docker", TYPE_DOCKER, "Container settings of this type.")
            .fields();

    private static final ValueForm ENV_VALUE = either(
            TEXT,
            new KeyTable()
                    .ours(
                            "from_env",
                            TEXT,
                            "Name of a variable in the environment of whoever runs up; a secret: never written down or printed.")
                    .fields());

    private static final ValueForm CONDA = either(
            TEXT,
            new KeyTable()
                    .ours("name", TEXT, "Name of the environment.")
                    .ours("prefix", TEXT, "Folder of the environment on the nodes, instead of a name.")
                    .ours("file", TEXT, "environment.yml on your machine, from which a missing environment is made.")
                    .ours(
                            "conda_root",
                            TEXT,
                            "Where conda, mamba or micromamba is installed on the nodes, where it is not in a usual place.")
                    .fields());

    private static final ValueForm.Fields ENVIRONMENT = new KeyTable()
            .ours("conda", CONDA, "Conda environment: a name, a prefix, an environment.yml, or a map.")
            .ours("venv", TEXT, "Folder of a virtual environment on the nodes; made where missing.")
            .ours("pip", either(TEXT, TEXTS), "Packages, or the path of a requirements file on your machine.")
            .ours("env_vars", new ValueForm.MapOf(ENV_VALUE), "Environment variables.")
            .fields();

    static final ValueForm.Fields CLUSTER = new KeyTable()
            .ray("cluster_name", TEXT, "Name of the cluster; in the short form the folder's name is taken.")
            .ours("hosts", HostEntryKeys.LIST, "Short form: machines that exist; the first is the head.")
            .ray("provider", ProviderKeys.FIELDS, "Where machines come from.")
            .ray("auth", AUTH, "How hosts are reached.")
            .ray(
                    "max_workers",
                    COUNT,
                    "Most workers in all, the head not counted; default the number of worker hosts, elsewhere 2.")
            .ray(
                    "min_workers",
                    COUNT,
                    "Workers that are kept even when idle, where there is one worker type; default on premises: all of them.")
            .ray(
                    "upscaling_speed",
                    new ValueForm.Number(1e6),
                    "How many nodes may be on their way at once, as a multiple of those that are up; default 1.")
            .ray(
                    "idle_timeout_minutes",
                    new ValueForm.Number(1e7),
                    "Time after which an idle worker above the minimum is removed; default 5.")
            .ray("available_node_types", new ValueForm.MapOf(NODE_TYPE), "Kinds of nodes, by name.")
            .ray("head_node_type", TEXT, "Node type of the head; needed where there are several types.")
            .ours("environment", ENVIRONMENT, "What is active for setup, exec, attach, jobs and engine alike.")
            .ours("runtime_env", ENVIRONMENT, "Ray's word for environment.")
            .ray("file_mounts", TEXT_MAP, "Path on the nodes: path on your machine.")
            .ray("cluster_synced_files", TEXTS, "Paths on the head that are copied to the same path on workers.")
            .ray("file_mounts_sync_continuously", FLAG, "Copy changed file_mounts to workers all the time.")
            .ray("rsync_exclude", TEXTS, "Patterns that are not copied.")
            .ray("rsync_filter", TEXTS, "Names of files with patterns that are not copied, such as .gitignore.")
            .ray("initialization_commands", TEXTS, "Run first, outside of any container and environment.")
            .ray("setup_commands", TEXTS, "Run on every node.")
            .ray("head_setup_commands", TEXTS, "Run on the head, after setup_commands.")
            .ray("worker_setup_commands", TEXTS, "Run on workers, after setup_commands.")
            .ray("head_start_ray_commands", TEXTS, "Start Ray on the head.")
            .ray("worker_start_ray_commands", TEXTS, "Start Ray on workers.")
            .ours(
                    "engine",
                    new ValueForm.Word(List.of("auto", "native", "ray")),
                    "What runs on the nodes besides the daemon; auto: ray where the file starts or installs Ray, else native.")
            .ours(
                    "login_shells",
                    FLAG,
                    "Run the file's commands in a login and interactive bash, as Ray does; default true.")
            .ray("docker", DOCKER, "Container settings.")
            .ray("metadata", ANYTHING, "For people and other tools; not looked at.")
            .legacy("no_restart", "Internal to Ray; no effect here.")
            .legacy("head_node", "Replaced by available_node_types in Ray.")
            .legacy("worker_nodes", "Replaced by available_node_types in Ray.")
            .legacy("initial_workers", "Dropped by Ray; no effect: min_workers is what is left of it.")
            .legacy("autoscaling_mode", "Replaced by upscaling_speed in Ray; aggressive is taken as 99999.")
            .legacy("target_utilization_fraction", "Replaced by upscaling_speed in Ray; f is taken as 1/f - 1.")
            .legacy("worker_default_node_type", "Dropped by Ray; no effect.")
            .fields();

    private ConfigKeys() {}
}
