# The last start command where 'ray start' itself cannot stay in the foreground: runs as long as the processes of Ray that were started before.
# In: temp, Ray's folder, empty for its folder in the scratch folder. Fails when the raylet, or the head's global control service, has ended.
folder=${temp:-$MUSTER_ENGINE_SCRATCH/r}

# find_ray PROGRAM: prints the PIDs of this node's processes of that program of Ray: their command lines name Ray's folder.
find_ray() {
  for path in $(grep -lsaF -e "$folder/session_" /proc/[0-9]*/cmdline 2>/dev/null); do
    case "$(tr '\0' '\n' 2>/dev/null <"$path" | head -n 1)" in
      */"$1") path=${path%/cmdline}; echo "${path#/proc/}" ;;
    esac
  done
}

# 'ray start' has launched the raylet, which may not have its own command line yet.
tries=0
while raylet=$(find_ray raylet); [ -z "$raylet" ]; do
  tries=$((tries + 1))
  [ $tries -le 10 ] || { echo "no raylet of Ray runs after the commands that start it" >&2; exit 1; }
  sleep 1
done
pids="$raylet $(find_ray gcs_server)"
while :; do
  for pid in $pids; do
    grep -qsaF -e "$folder/session_" "/proc/$pid/cmdline" || { echo "process $pid of Ray has ended" >&2; exit 1; }
  done
  sleep 1
done
