"""The benches that need real hosts: a lab of nine on this machine (scripts/lab; root, Linux). Used by scripts/bench."""
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
CLUSTER = os.path.join(ROOT, "dist/muster/bin/cluster")
HOSTS = 9
NETWORK = "10.198.77"
PEERS = os.environ.get("MUSTER_PEERS", "/opt/muster-peers")  # a Python environment with ray, distributed, asyncssh, ansible-core


class NotMeasured(Exception):
    """Why a bench has no value."""


class Lab:
    """Fresh hosts with a key, a config and a state folder of their own; gone at the end, whatever happened."""

    def __init__(self, hosts=HOSTS):
        self.hosts = hosts

    def __enter__(self):
        if os.geteuid() != 0 or sys.platform != "linux":
            raise NotMeasured("a lab needs root on Linux")
        self.folder = tempfile.mkdtemp(prefix="muster-bench-")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("MUSTER_", "CLUSTER_", "XDG_"))}
        for name in ("STATE", "CONFIG", "CACHE", "DATA"):
            self.environment["XDG_%s_HOME" % name] = os.path.join(self.folder, name.lower())
        self.environment.update(MUSTER_LAB="/run/muster-lab-bench", MUSTER_LAB_NET=NETWORK, MUSTER_LAB_BRIDGE="mlab-bench")
        self.key = "/run/muster-lab-bench/key"
        self.addresses = ["%s.%d" % (NETWORK, number) for number in range(1, self.hosts + 1)]
        self.config = os.path.join(self.folder, "bench.yaml")
        with open(self.config, "w") as file:
            file.write("cluster_name: bench\nhosts: [%s]\nauth: {ssh_user: root, ssh_private_key: %s}\n" % (", ".join(self.addresses), self.key))
        try:
            self.run([os.path.join(ROOT, "scripts/lab"), "up", str(self.hosts)])
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        subprocess.run([os.path.join(ROOT, "scripts/lab"), "down"], env=self.environment, capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, command, limit=300):
        """(milliseconds, stdout) of a command that has to succeed"""
        begun = time.perf_counter()
        done = subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=limit)
        passed = (time.perf_counter() - begun) * 1000
        if done.returncode != 0:
            tail = (done.stderr.strip() or done.stdout.strip()).splitlines()[-8:]
            raise NotMeasured("'%s' ended with %d:\n      %s" % (shlex.join(command)[:120], done.returncode, "\n      ".join(tail)))
        return passed, done.stdout

    def cluster(self, *words):
        return self.run([CLUSTER, words[0], self.config, *words[1:]])

    def exec_all(self):
        passed, out = self.cluster("exec", "--all", "--", "hostname")
        if len(out.splitlines()) < HOSTS:
            raise NotMeasured("exec --all answered for fewer than %d hosts:\n%s" % (HOSTS, out))
        return passed


def life(runs, results):
    """Cold, nothing to do, with the bundle cached; and a command on all nine."""
    with Lab() as lab:
        for _ in range(runs):
            passed, report = lab.cluster("up", "-y")
            results["up_lab_8_cold_ms"].append(passed)
            results["up_lab_8_again_ms"].append(lab.cluster("up", "-y")[0])
            lab.exec_all()  # accepts what is new, warms the page cache
            results["exec_all_9_ms"] += [lab.exec_all() for _ in range(5)]
            lab.cluster("down", "-y", "--keep-cache")
            results["up_lab_8_cached_ms"].append(lab.cluster("up", "-y")[0])
            lab.cluster("down", "-y")
        print("\n".join(report.splitlines()[:8]))


def ssh(lab):
    return ["ssh", "-i", lab.key, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-l", "root"]


def bare_ssh(lab):
    lines = " ".join("%s %s hostname &" % (shlex.join(ssh(lab)), address) for address in lab.addresses)
    return lab.run(["sh", "-c", lines + " wait"])[0]


def clush(lab):
    return lab.run(["clush", "-w", ",".join(lab.addresses), "-l", "root", "-o", shlex.join(ssh(lab)[1:-2]), "hostname"])[0]


def ansible(lab):
    inventory = os.path.join(lab.folder, "inventory")
    with open(inventory, "w") as file:
        file.write("\n".join(lab.addresses) + "\n")
    options = shlex.join(ssh(lab)[3:-2])
    return lab.run([program("ansible"), "all", "-i", inventory, "-u", "root", "--private-key", lab.key, "--ssh-common-args=" + options,
                    "-f", str(HOSTS), "-m", "raw", "-a", "hostname"])[0]


DASK = """
import sys, time
from dask.distributed import Client, SSHCluster
if __name__ == "__main__":
    key, *hosts = sys.argv[1:]
    begun = time.perf_counter()
    cluster = SSHCluster(hosts, connect_options={"known_hosts": None, "client_keys": [key], "username": "root"}, remote_python=sys.executable)
    with Client(cluster) as client:
        client.wait_for_workers(len(hosts) - 1, timeout=120)
        print((time.perf_counter() - begun) * 1000)
    cluster.close()
"""


def dask(lab):
    script = os.path.join(lab.folder, "dask_up.py")
    with open(script, "w") as file:
        file.write(DASK)
    return float(lab.run([program("python"), script, lab.key, *lab.addresses])[1].split()[-1])


RAY = """cluster_name: bench
max_workers: 8
provider: {type: local, head_ip: %s, worker_ips: [%s]}
auth: {ssh_user: root, ssh_private_key: %s}
head_start_ray_commands: ["%s start --head --port=6379 --num-cpus=1 --autoscaling-config=~/ray_bootstrap_config.yaml"]
worker_start_ray_commands: ["%s start --address=$RAY_HEAD_IP:6379 --num-cpus=1"]
setup_commands: []
head_setup_commands: []
initialization_commands: []
"""


# Nodes that `ray status` counts, of all types, busy or idle.
COUNT = " status 2>/dev/null | awk '/^(Active|Idle):/ {here = 1; next} /^[A-Z]/ {here = 0} here && $1 + 0 > 0 {nodes += $1} END {print nodes + 0}'"


def ray_up(lab):
    """Until Ray itself counts nine nodes, as `ray up` returns when the head is there."""
    if not shutil.which("rsync"):
        raise NotMeasured("ray up needs rsync")
    config = os.path.join(lab.folder, "ray.yaml")
    ray = program("ray")
    with open(config, "w") as file:
        file.write(RAY % (lab.addresses[0], ", ".join(lab.addresses[1:]), lab.key, ray, ray))
    begun = time.perf_counter()
    lab.run([ray, "up", "-y", config])
    count = [*ssh(lab), lab.addresses[0], ray + COUNT]
    most, grown = 0, 0.0
    while time.perf_counter() - begun < 180:
        found = subprocess.run(count, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout.strip()
        if found.isdigit() and int(found) > most:
            most, grown = int(found), time.perf_counter() - begun
        if most >= HOSTS:
            passed = (time.perf_counter() - begun) * 1000
            lab.run([ray, "down", "-y", config])
            return passed
        time.sleep(0.5)
    raise NotMeasured("after 180 s Ray counts %d of %d nodes, the last came after %.1f s" % (most, HOSTS, grown))


def program(name):
    path = os.path.join(PEERS, "bin", name)
    if not os.path.exists(path):
        raise NotMeasured("not installed: %s" % path)
    return path


def ours_up(lab):
    passed = lab.cluster("up", "-y")[0]
    lab.cluster("down", "-y")
    return passed


def ours_exec(lab):
    return lab.exec_all()


# what is measured: (name, how); ours first, which the others are compared with
UP = [("cluster up, cold, 9 hosts", ours_up), ("Dask SSHCluster, 8 workers, no set-up", dask), ("ray up, no set-up, until 9 nodes", ray_up)]
EXEC = [("cluster exec --all hostname", ours_exec), ("nine ssh side by side", bare_ssh), ("clush", clush), ("ansible -m raw", ansible)]


def compare(lab, rows, runs):
    first = None
    for name, measured in rows:
        try:
            values = sorted(measured(lab) for _ in range(runs))
            median = values[len(values) // 2]
            first = first or median
            print("%-40s %9.0f ms   %5.2f x" % (name, median, median / first))
        except (NotMeasured, subprocess.TimeoutExpired, OSError) as e:
            print("%-40s not measured: %s" % (name, e))


def peers(runs):
    """The same work by us and by others, side by side on the same fresh hosts."""
    subprocess.run([os.path.join(ROOT, "scripts/build"), "--quick"], check=True)
    with Lab() as lab:
        print("%d hosts on %d cores, load %.1f before" % (HOSTS, len(os.sched_getaffinity(0)), os.getloadavg()[0]))
        lab.cluster("up", "-y")
        compare(lab, EXEC, runs)
        lab.cluster("down", "-y")
        compare(lab, UP, 1)
    return 0
