# Lets the head's key through this host to others, as a jump host: no command, no terminal. Comes after authorized-keys.sh.
# In: cluster_id, public, from. Out: lines key=value after the first.
echo 'muster-jump 1'
let_in forward || exit 1
echo "addresses=$(hostname -I 2>/dev/null || true)"
