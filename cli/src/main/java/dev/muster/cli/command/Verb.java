package dev.muster.cli.command;

import java.util.Locale;

/** Every command there is, in the order in which help lists them. A verb that is not here does not exist. */
public enum Verb {
    UP(Group.CLUSTER, "make the cluster what its file says: create, set up, wait until it is ready"),
    PLAN(Group.CLUSTER, "show what 'up' would do, and do nothing"),
    CHECK(Group.CLUSTER, "look at every host before 'up': what would fail, what differs, and what mends it"),
    DOWN(Group.CLUSTER, "stop it, and prove that nothing is left"),
    LIST(Group.CLUSTER, "the clusters that this machine knows"),
    STATUS(Group.LOOK, "nodes, resources, demand and the last decisions, as a table"),
    MONITOR(Group.LOOK, "what happens and why, line by line, until Ctrl-C"),
    EXPLAIN(Group.LOOK, "why demand is not met, why a node came, stays or went, why nothing happens"),
    LOGS(Group.LOOK, "the autoscaler's log, or a node's"),
    EXEC(Group.USE, "run a command on the head, on all nodes, or on some"),
    ATTACH(Group.USE, "open a shell on the head or on a node"),
    GET_HEAD_IP(Group.LOOK, "the head's address, and nothing else"),
    GET_WORKER_IPS(Group.LOOK, "the workers' addresses, one a line"),
    SUBMIT(Group.USE, "copy a script to the head and run it there"),
    RSYNC_UP(Group.USE, "copy files to the head or to nodes; without any: file_mounts again"),
    RSYNC_DOWN(Group.USE, "copy files from the head or from nodes"),
    REQUEST(Group.USE, "ask for room: the cluster grows until it is there"),
    DRAIN(Group.USE, "take a node out once its work has ended"),
    INIT(Group.FILE, "write a first cluster.yaml"),
    VALIDATE(Group.FILE, "check a config file: every problem at once, with line and column"),
    SIMULATE(Group.FILE, "what the autoscaler would do with a workload, and what another setting changes"),
    COMPLETION(Group.TOOL, "completion for bash or zsh"),
    VERSION(Group.TOOL, "which version this is");

    /** A headline of help. */
    public enum Group {
        CLUSTER("A cluster"),
        LOOK("Look at it"),
        USE("Use it"),
        FILE("Its file"),
        TOOL("This tool");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final Group group;
    private final String summary;

    Verb(Group group, String summary) {
        this.group = group;
        this.summary = summary;
    }

    public Group group() {
        return group;
    }

    public String summary() {
        return summary;
    }

    /** As it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
