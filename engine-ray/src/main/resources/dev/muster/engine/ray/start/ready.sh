# Whether this node is part of Ray's cluster: its raylet listens at its socket, and 'ray start' has seen the node register, after which it writes the address
# of the cluster into Ray's folder. A raylet that was drained ends, but 'ray start --block' runs on, and the file of the socket stays.
# In: temp, Ray's folder, empty for its folder in the scratch folder. Exits with 0 if it is, otherwise with 1.
folder=${temp:-$MUSTER_ENGINE_SCRATCH/r}
session=$(readlink "$folder/session_latest") || exit 1
[ -s "$folder/ray_current_cluster" ] && grep -qF -e "/${session##*/}/sockets/raylet" /proc/net/unix || exit 1
