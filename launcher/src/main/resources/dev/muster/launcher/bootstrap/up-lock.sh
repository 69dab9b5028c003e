# uses: root folders processes
# Holds the lock of one "up" while standard input is open. The kernel releases it however this script ends.
# In: root, cluster, who, end=yes|no (end another "up" that holds the lock). Out: "locked", and ended_by=WHO where another "up" ends this one. Exit code 75
# where it is held, with key=value lines after the first: held (by whom), seconds (how long), step and step_seconds (what the head's set-up runs now), elsewhere
# (end=yes did not find its processes).
umask 077
make_root
lock=$root/.up-$cluster head=$root/$cluster/head
if ! command -v flock >/dev/null; then echo locked; cat >/dev/null; exit 0; fi

# find_holders: prints the PIDs of the processes on this host that have the lock open.
find_holders() {
  for file in /proc/[0-9]*/fd/9; do
    [ ! "$file" -ef "$lock" ] || { file=${file#/proc/}; echo "${file%%/*}"; }
  done
}
# find_step_processes: prints when each process of the step that the holder runs was started, in tenths of a second since boot, its PID and the step. A step that
# was recorded as done since then does not count, and neither does a program that an earlier "up" started.
find_step_processes() {
  id=$(cluster_id_of "$head")
  [ -n "$id" ] || return 0
  for file in $(grep -lszFx -e "MUSTER_NODE=$id/head" /proc/[0-9]*/environ 2>/dev/null); do
    step=$(tr '\0' '\n' 2>/dev/null <"$file" | sed -n 's/^MUSTER_STEP=//p')
    case $step in '' | *[!a-z-]*) continue ;; esac
    [ ! "$head/steps/$step" -nt "$lock" ] || continue
    pid=${file#/proc/} pid=${pid%/environ}
    # The kernel counts hundredths here. The name before it may contain anything.
    start=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d' ' -f20)
    [ -n "$start" ] && [ $((start / 10)) -ge "$locked" ] || continue
    echo "$((start / 10)) $pid $step"
  done
}
# read_holder: sets who_holds, and locked: when it took the lock.
read_holder() {
  { read -r locked && read -r who_holds; } 2>/dev/null <"$lock" || :
  case ${locked:-x} in *[!0-9]*) locked=$tenths who_holds=unknown ;; esac
}
refuse() {
  tenths
  read_holder
  echo 'muster-up 1'
  echo "held=$who_holds"
  echo "seconds=$(((tenths - locked) / 10))"
  find_step_processes | sort -n | { read -r start _ step && echo "step=$step" && echo "step_seconds=$(((tenths - start) / 10))"; } || :
  [ "$end" = no ] || echo "elsewhere=yes"
  exit 75
}
# end_other: ends the "up" that holds the lock, and the step that it runs on this host. Fails where it holds it from another host or login.
end_other() {
  exec 9>&-
  [ -n "$(find_holders)" ] || return 1
  tenths
  read_holder
  of_step=$(find_step_processes | cut -d' ' -f2)
  printf '%s\n%s\n%s\n' "$locked" "$who_holds" "ended_by=$who" >"$lock"
  end_processes 20 find_holders || return 1
  [ -z "$of_step" ] || kill -KILL $of_step 2>/dev/null || :
  end=no
}

# The holder removes the file when it ends. A lock on a removed file excludes nobody, so the file is opened again then.
until [ /proc/self/fd/9 -ef "$lock" ]; do
  make_root
  exec 9>>"$lock"
  if ! flock -n 9; then
    if [ "$end" = no ] || ! end_other; then refuse; fi
  fi
done
trap 'rm -f "$lock"; rmdir "$root" 2>/dev/null || :' EXIT # the root stays where anything else was made in it
trap 'sed -n 3p "$lock" 2>/dev/null; exit 143' TERM HUP INT
tenths
printf '%s\n%s\n' "$tenths" "$who" >"$lock"
echo locked
cat >/dev/null
