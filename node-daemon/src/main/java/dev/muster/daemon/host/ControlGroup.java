package dev.muster.daemon.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The control groups of this process, for one controller.
 *
 * @param folders the process's own group first, then each parent up to the mount point. The limits of all of them apply.
 */
record ControlGroup(Version version, List<String> folders) {
    /** The version of the control groups that has the controller. */
    enum Version {
        NONE,
        V1,
        V2
    }

    ControlGroup {
        folders = List.copyOf(folders);
    }

    /**
     * Finds the groups. In v1 each controller is mounted by itself; in v2 all are in one tree. Hybrid hosts have both, and then v1 is used, because a
     * controller works in only one tree. For the formats see cgroups(7) and proc_pid_mountinfo(5).
     */
    static ControlGroup find(HostFiles files, String controller) {
        List<Mount> mounts = files.lines("/proc/self/mountinfo").stream()
                .flatMap(line -> Mount.parse(line).stream())
                .toList();
        List<String> memberships = files.lines("/proc/self/cgroup");
        Optional<ControlGroup> v1 = mounts.stream()
                .filter(mount -> mount.type.equals("cgroup") && mount.options.contains(controller))
                .findFirst()
                .map(mount -> of(Version.V1, files, mount, path(memberships, names -> names.contains(controller))));
        return v1.or(() -> mounts.stream()
                        .filter(mount -> mount.type.equals("cgroup2"))
                        .filter(mount -> hasController(files, mount, controller))
                        .findFirst()
                        .map(mount -> of(Version.V2, files, mount, path(memberships, List.of("")::equals))))
                .orElse(new ControlGroup(Version.NONE, List.of()));
    }

    private static boolean hasController(HostFiles files, Mount mount, String controller) {
        return files.line(mount.point + "/cgroup.controllers")
                .map(line -> Arrays.asList(line.split(" ")).contains(controller))
                .orElse(false);
    }

    private static String path(List<String> memberships, Predicate<List<String>> matches) {
        return memberships.stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3 && matches.test(Arrays.asList(parts[1].split(","))))
                .map(parts -> parts[2])
                .findFirst()
                .orElse("/");
    }

    private static ControlGroup of(Version version, HostFiles files, Mount mount, String path) {
        List<String> folders = new ArrayList<>();
        String inside = mount.inside(path);
        while (!inside.isEmpty()) {
            if (files.isFolder(mount.point + inside)) {
                folders.add(mount.point + inside);
            }
            inside = inside.substring(0, inside.lastIndexOf('/'));
        }
        folders.add(mount.point);
        return new ControlGroup(version, folders);
    }

    /** A mount point. @param root the part of the tree that is mounted; a container sees its own group as the root */
    private record Mount(String root, String point, String type, List<String> options) {
        static Optional<Mount> parse(String line) {
            String[] halves = line.split(" - ", 2);
            String[] left = halves[0].split(" ");
            String[] right = halves.length == 2 ? halves[1].split(" ") : new String[0];
            if (left.length < 6 || right.length < 3) {
                return Optional.empty();
            }
            return Optional.of(new Mount(left[3], left[4], right[0], Arrays.asList(right[2].split(","))));
        }

        /** The group's path below the mount point: empty, or starting with a slash. */
        String inside(String path) {
            String base = root.equals("/") ? "" : root;
            boolean isBelow = path.equals(base) || path.startsWith(base + "/");
            String inside = isBelow && !path.contains("/..") ? path.substring(base.length()) : "";
            return inside.equals("/") ? "" : inside;
        }
    }
}
