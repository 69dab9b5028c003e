package dev.muster.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The list of all commands, in the order of {@code cluster --help}. */
public enum Verb {
    UP(Group.CLUSTER, "Create the cluster, or apply changes of its config file"),
    PLAN(Group.CLUSTER, "Show what 'up' would do, and change nothing"),
    CHECK(Group.CLUSTER, "Check every host before 'up', and suggest fixes"),
    DOWN(Group.CLUSTER, "Stop the cluster, and verify that its hosts are clean"),
    LIST(Group.CLUSTER, "List the clusters that this machine knows"),
    STATUS(Group.INSPECT, "Show nodes, resources, demand and the last decisions"),
    MONITOR(Group.INSPECT, "Show events and decisions as they happen"),
    EXPLAIN(Group.INSPECT, "Explain unmet demand, or why a node was added or removed"),
    LOGS(Group.INSPECT, "Show the log of the autoscaler or of a node"),
    EXEC(Group.USE, "Run a command on the head or on other nodes"),
    ATTACH(Group.USE, "Open a shell on the head or on another node"),
    GET_HEAD_IP(Group.INSPECT, "Print the address of the head"),
    GET_WORKER_IPS(Group.INSPECT, "Print the addresses of the workers, one per line"),
    SUBMIT(Group.USE, "Copy a script to the head and run it there"),
    RSYNC_UP(Group.USE, "Copy files to the head or to other nodes"),
    RSYNC_DOWN(Group.USE, "Copy files from the head or from other nodes"),
    REQUEST(Group.USE, "Request resources, so that the cluster grows to hold them"),
    DRAIN(Group.USE, "Remove a node once its running work has ended"),
    DASHBOARD(Group.ENGINE, "Open the dashboard of the engine in a browser"),
    JOB_SUBMIT(Group.ENGINE, "job submit", "Run a command as a job of the engine"),
    JOB_LIST(Group.ENGINE, "job list", "List the jobs of the engine"),
    JOB_STATUS(Group.ENGINE, "job status", "Show one job"),
    JOB_LOGS(Group.ENGINE, "job logs", "Show the output of a job"),
    JOB_STOP(Group.ENGINE, "job stop", "Stop a job"),
    INIT(Group.FILE, "Write a first config file"),
    VALIDATE(Group.FILE, "Check a config file without contacting any host"),
    SIMULATE(Group.FILE, "Simulate the autoscaler with a workload, and compare settings"),
    COMPLETION(Group.TOOL, "Print the completion script for bash or zsh"),
    VERSION(Group.TOOL, "Print the version");

    /** A section of {@code cluster --help}. */
    public enum Group {
        CLUSTER("Manage a cluster"),
        INSPECT("Inspect a cluster"),
        USE("Use a cluster"),
        ENGINE("Use a cluster's engine, such as Ray"),
        FILE("Write a config file"),
        TOOL("Other commands");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final Group group;
    private final String commandName;
    private final String summary;

    Verb(Group group, String summary) {
        this.group = group;
        this.commandName = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.summary = summary;
    }

    /** @param commandName two words */
    Verb(Group group, String commandName, String summary) {
        this.group = group;
        this.commandName = commandName;
        this.summary = summary;
    }

    /** Returns the commands of two words that begin with this one. */
    public static List<Verb> beginningWith(String word) {
        return Arrays.stream(values())
                .filter(verb -> verb.commandName.startsWith(word + " "))
                .toList();
    }

    public Group group() {
        return group;
    }

    /** One sentence without a full stop. It is also the first line of the command's own help. */
    public String summary() {
        return summary;
    }

    /** The name as it is typed, such as {@code get-head-ip}. It may be two words, such as {@code job list}. */
    public String commandName() {
        return commandName;
    }
}
