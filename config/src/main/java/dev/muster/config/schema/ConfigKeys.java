package dev.muster.config.schema;

import static dev.muster.config.schema.KeyTable.ANYTHING;
import static dev.muster.config.schema.KeyTable.COUNT;
import static dev.muster.config.schema.KeyTable.FLAG;
import static dev.muster.config.schema.KeyTable.RESOURCES;
import static dev.muster.config.schema.KeyTable.TEXT;
import static dev.muster.config.schema.KeyTable.TEXTS;
import static dev.muster.config.schema.KeyTable.TEXT_MAP;
import static dev.muster.config.schema.KeyTable.either;

import dev.muster.engine.Engine;
import dev.muster.engine.Engines;
import java.util.List;
import java.util.stream.Stream;

/** Every key of the cluster file. {@code docs/recipes/add-a-config-key.md} explains how to add one. */
public final class ConfigKeys {
    private static final ValueForm.Fields AUTH = new KeyTable()
            .ray("ssh_user", TEXT, "Login name on all hosts.")
            .ray("ssh_private_key", TEXT, "Path of the private key on your machine. It is never copied.")
            .ray("ssh_public_key", TEXT, "Path of the public key that belongs to ssh_private_key.")
            .ray("ssh_proxy_command", TEXT, "Command that connects to a host, like OpenSSH's ProxyCommand.")
            .muster(
                    "head_ssh_private_key",
                    TEXT,
                    "Path of a private key that is already on the head; for sites that manage authorized_keys themselves.")
            .muster(
                    "host_keys",
                    new ValueForm.Choice(List.of("accept-new", "strict")),
                    "accept-new records an unknown host key; strict rejects it.")
            .fields();

    public static final ValueForm.Fields DOCKER = new KeyTable()
            .ray("image", TEXT, "Container image; empty for no container.")
            .ray("container_name", TEXT, "Name of the container.")
            .ray("pull_before_run", FLAG, "Pull the image before each run.")
            .ray("run_options", TEXTS, "Options for docker run.")
            .ray("head_image", TEXT, "Image for the head.")
            .ray("head_run_options", TEXTS, "Options for docker run on the head.")
            .ray("worker_image", TEXT, "Image for workers.")
            .ray("worker_run_options", TEXTS, "Options for docker run on workers.")
            .ray("disable_automatic_runtime_detection", FLAG, "Do not detect the NVIDIA runtime.")
            .ray("disable_shm_size_detection", FLAG, "Do not set the size of /dev/shm.")
            .ray("use_podman", FLAG, "Use podman instead of docker.")
            .legacy("pull", "Ray renamed it to pull_before_run; no effect.")
            .fields();

    private static final ValueForm.Fields TYPE_DOCKER = new KeyTable()
            .ray("pull_before_run", FLAG, "Pull the image before each run.")
            .ray("worker_image", TEXT, "Image for workers of this type.")
            .ray("worker_run_options", TEXTS, "Options for docker run on workers of this type.")
            .fields();

    private static final ValueForm.Fields NODE_TYPE = new KeyTable()
            .ray(
                    "resources",
                    RESOURCES,
                    "Resources of one node. What is not declared is detected on the node; 0 hides what is detected.")
            .ray("labels", TEXT_MAP, "Labels of every node of this type.")
            .ray("min_workers", COUNT, "Workers of this type that are kept when idle; default 0.")
            .ray(
                    "max_workers",
                    COUNT,
                    "Maximum number of workers of this type. Default: the cluster's max_workers; 0 for the head's type, unless it is the only type.")
            .ray(
                    "idle_timeout_s",
                    new ValueForm.Number(1e9),
                    "Idle timeout of this type, in seconds. Default: idle_timeout_minutes.")
            .muster(
                    "setup_timeout_minutes",
                    new ValueForm.Number(1e5),
                    "Minutes that the set-up of one worker of this type may take. Default: the cluster's setup_timeout_minutes.")
            .ray(
                    "priority",
                    new ValueForm.Whole(-1_000_000, 1_000_000),
                    "If several types fit, the one with the highest priority is launched; default 0.")
            .ray("initialization_commands", TEXTS, "Replaces the cluster's initialization_commands for this type.")
            .ray(
                    "worker_setup_commands",
                    TEXTS,
                    "Replaces the cluster's setup_commands and worker_setup_commands for this type.")
            .ray("node_config", new ValueForm.MapOf(ANYTHING), "Settings for cloud providers; optional.")
            .ray("docker", TYPE_DOCKER, "Container settings of this type.")
            .fields();

    private static final ValueForm ENV_VALUE = either(
            TEXT,
            new KeyTable()
                    .muster(
                            "from_env",
                            TEXT,
                            "Environment variable on the machine that runs 'cluster up'. Its value is secret: it is never logged or printed.")
                    .fields());

    private static final ValueForm CONDA = either(
            TEXT,
            new KeyTable()
                    .muster("name", TEXT, "Name of the environment.")
                    .muster("prefix", TEXT, "Folder of the environment on the nodes, instead of a name.")
                    .muster(
                            "file",
                            TEXT,
                            "environment.yml on your machine, from which a missing environment is created.")
                    .muster(
                            "conda_root",
                            TEXT,
                            "Where conda, mamba or micromamba is installed on the nodes, if it is not found by itself.")
                    .fields());

    private static final ValueForm.Fields ENVIRONMENT = new KeyTable()
            .muster("modules", TEXTS, "Environment modules that are loaded first, as with 'module load'.")
            .muster("conda", CONDA, "Conda environment: a name, a prefix, an environment.yml, or a mapping.")
            .muster("pyenv", TEXT, "Version or virtual environment of pyenv on the nodes.")
            .muster("venv", TEXT, "Folder of a virtual environment on the nodes; created if it is missing.")
            .muster("pip", either(TEXT, TEXTS), "List of packages, or the path of a requirements file on your machine.")
            .muster(
                    "env_vars",
                    new ValueForm.MapOf(ENV_VALUE),
                    "Environment variables. ${NAME} is replaced by the value that the node has.")
            .fields();

    public static final ValueForm.Fields CLUSTER = new KeyTable()
            .ray("cluster_name", TEXT, "Name of the cluster. Default in the short form: the name of the folder.")
            .muster("hosts", HostEntryKeys.LIST, "Short form: a list of hosts; the first is the head.")
            .ray("provider", ProviderKeys.FIELDS, "Where machines come from.")
            .ray("auth", AUTH, "How hosts are reached.")
            .ray(
                    "max_workers",
                    COUNT,
                    "Maximum number of workers, not counting the head. Default: the number of worker hosts, or 2 without listed hosts.")
            .ray(
                    "min_workers",
                    COUNT,
                    "Workers that are kept when idle, if there is only one worker type. Default with listed hosts: all of them.")
            .ray(
                    "upscaling_speed",
                    new ValueForm.Number(1e6),
                    "How many nodes may start at the same time, as a multiple of those that are up; default 1.")
            .ray(
                    "idle_timeout_minutes",
                    new ValueForm.Number(1e7),
                    "Minutes after which an idle worker above the minimum is removed; default 5.")
            .muster(
                    "setup_timeout_minutes",
                    new ValueForm.Number(1e5),
                    "Minutes that the set-up of one worker may take before it is ended and the worker counts as failed; default 30.")
            .ray("available_node_types", new ValueForm.MapOf(NODE_TYPE), "Node types, by name.")
            .ray("head_node_type", TEXT, "Node type of the head; required if there are several types.")
            .muster(
                    "environment",
                    ENVIRONMENT,
                    "Environment that is active for setup, exec, attach, jobs and the engine.")
            .muster("runtime_env", ENVIRONMENT, "Ray's name for environment.")
            .ray("file_mounts", TEXT_MAP, "Path on the nodes: path on your machine.")
            .ray("cluster_synced_files", TEXTS, "Paths on the head that are copied to the same path on workers.")
            .ray("file_mounts_sync_continuously", FLAG, "Keep copying changed file_mounts to workers.")
            .ray("rsync_exclude", TEXTS, "Patterns of files that are not copied.")
            .ray("rsync_filter", TEXTS, "Names of files that contain such patterns, for example .gitignore.")
            .ray("initialization_commands", TEXTS, "Commands that run first, outside of any container and environment.")
            .ray("setup_commands", TEXTS, "Commands that run on every node.")
            .ray("head_setup_commands", TEXTS, "Commands that run on the head after setup_commands.")
            .ray("worker_setup_commands", TEXTS, "Commands that run on workers after setup_commands.")
            .ray("head_start_ray_commands", TEXTS, "Commands that start Ray on the head.")
            .ray("worker_start_ray_commands", TEXTS, "Commands that start Ray on workers.")
            .muster(
                    "engine",
                    new ValueForm.Choice(engines()),
                    "What runs on the nodes besides the daemon. auto means ray if the file starts or installs Ray or the head has it, otherwise native.")
            .muster("engine_reason", TEXT, "Why the engine was chosen. Muster writes it into the full form.")
            .muster(
                    "head_state",
                    TEXT,
                    "Where Ray's head keeps its state: memory (the default), rocksdb in the head's folder, or host:port of a Redis server.")
            .muster(
                    "enforce",
                    FLAG,
                    "Run the engine's processes of a node in one control group with the node's resources as limits; default false.")
            .muster(
                    "login_shells",
                    FLAG,
                    "Run the commands in a login and interactive bash, as Ray does; default true.")
            .ray("docker", DOCKER, "Container settings.")
            .ray("metadata", ANYTHING, "For other tools; ignored.")
            .legacy("no_restart", "Internal to Ray; no effect here.")
            .legacy("head_node", "Ray replaced it with available_node_types.")
            .legacy("worker_nodes", "Ray replaced it with available_node_types.")
            .legacy("initial_workers", "Ray removed it; no effect. Use min_workers.")
            .legacy("autoscaling_mode", "Ray replaced it with upscaling_speed; aggressive means 99999.")
            .legacy("target_utilization_fraction", "Ray replaced it with upscaling_speed; f means 1/f - 1.")
            .legacy("worker_default_node_type", "Ray removed it; no effect.")
            .fields();

    private ConfigKeys() {}

    private static List<String> engines() {
        return Stream.concat(Stream.of("auto"), Engines.all().stream().map(Engine::name))
                .toList();
    }
}
