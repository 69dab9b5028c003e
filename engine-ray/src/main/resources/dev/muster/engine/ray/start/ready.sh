# Whether this node is part of Ray's cluster: its raylet has made its socket, and 'ray start' has seen the node register, after which it writes the address of
# the cluster into Ray's folder.
# In: temp, Ray's folder, empty for the scratch folder. Exits with 0 if it is.
folder=${temp:-$MUSTER_ENGINE_SCRATCH}
[ -S "$folder/session_latest/sockets/raylet" ] && [ -s "$folder/ray_current_cluster" ]
