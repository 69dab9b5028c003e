# Tells the head how to reach its pool, and which host keys were seen. In: reach; known_hosts on standard input.
umask 077
cat >"$node/control/known_hosts.up"
touch "$node/control/known_hosts"
sort -u "$node/control/known_hosts" "$node/control/known_hosts.up" >"$node/control/known_hosts.new"
rm "$node/control/known_hosts.up"
mv "$node/control/known_hosts.new" "$node/control/known_hosts"
printf %s "$reach" >"$node/control/reach.new"; mv "$node/control/reach.new" "$node/control/reach"
