package dev.muster.daemon.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The control groups that this process is in, for one controller.
 *
 * @param folders its own group first, then each parent up to the mount: a limit of any of them binds
 */
record ControlGroup(Version version, List<String> folders) {
    enum Version {
        NONE,
        V1,
        V2
    }

    ControlGroup {
        folders = List.copyOf(folders);
    }

    /**
     * A controller is mounted by itself (v1), or else is in the one tree (v2); on hybrid hosts both are there, and v1 wins because a controller
     * works in one tree only. Formats: cgroups(7), proc_pid_mountinfo(5).
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

    private static String path(List<String> memberships, Predicate<List<String>> isIt) {
        return memberships.stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3 && isIt.test(Arrays.asList(parts[1].split(","))))
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

    /** @param root the part of the tree that is mounted here: a container sees its own group as the root */
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

        /** Where the group is below the mount point: empty, or beginning with a slash. */
        String inside(String path) {
            String base = root.equals("/") ? "" : root;
            boolean isBelow = path.equals(base) || path.startsWith(base + "/");
            String inside = isBelow && !path.contains("/..") ? path.substring(base.length()) : "";
            return inside.equals("/") ? "" : inside;
        }
    }
}
