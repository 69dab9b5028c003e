# Whether Ray's raylet runs on this node: it has made its socket.
# In: temp, Ray's folder, empty for the scratch folder. Exits with 0 if it does.
folder=${temp:-$MUSTER_ENGINE_SCRATCH}
[ -S "$folder/session_latest/sockets/raylet" ] || exit 1
[ -n "$temp" ] || exit 0
# A folder of the user's own keeps the socket of an earlier start. grep itself is no raylet.
for path in $(grep -lsaF -e "$folder/session_" /proc/[0-9]*/cmdline 2>/dev/null); do
  case "$(tr '\0' '\n' <"$path" 2>/dev/null | head -n 1)" in */raylet) exit 0 ;; esac
done
exit 1
