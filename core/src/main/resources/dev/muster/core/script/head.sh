# uses: root
# What the head's folder says of the head and its pool.

# print_head: prints the root, endpoint.json and, after the line "nodes", nodes.jsonl. Exits with 3 where no head was started.
# In: root (empty: the host's default), cluster.
print_head() {
  choose_root
  require_root
  head=$root/$cluster/head
  [ -s "$head/endpoint.json" ] || exit 3
  echo "$root"; cat "$head/endpoint.json"
  if [ -r "$head/nodes.jsonl" ]; then echo nodes; cat "$head/nodes.jsonl"; fi
}
# print_pool FOLDER: prints what is known of the pool's hosts: by the last "up", then by the head since. The head's own record wins over the older one.
print_pool() {
  echo 'pool-by-up'
  if [ -s "$1/control/pool-hosts" ]; then cat "$1/control/pool-hosts"; fi
  echo 'pool-by-head'
  if [ -s "$1/control/head-probes" ]; then cat "$1/control/head-probes"; fi
}
# write_pool FOLDER RECORDS: keeps them for the head, and takes the host keys on standard input: they replace older keys of
# the same hosts, whose new key the operator accepted.
write_pool() {
  umask 077
  (
    cd "$1/control" && touch known_hosts && cat >known_hosts.given || exit 1
    awk 'FILENAME == "known_hosts.given" { given[$1] = 1; print; next } !($1 in given)' known_hosts.given known_hosts >known_hosts.new &&
      mv known_hosts.new known_hosts && rm -f known_hosts.given
  ) || return 1
  write_text "$1/control/pool-hosts" "$2"
}
