# uses: root files
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
# write_pool FOLDER: keeps the pool's records and host keys for the head. Standard input has three parts, each after a line with its name: "confirmed", the keys that
# hosts presented now, which replace older ones; "known", keys for names of which the head has none; "hosts", the records. The line "end" shows that nothing is
# missing. All are input, because a command line has no room for a large pool.
write_pool() {
  umask 077
  pool=$1/control
  cat >"$pool/pool.input"
  if [ "$(tail -n 1 "$pool/pool.input")" != end ]; then
    rm -f "$pool/pool.input"
    echo "the records of the pool arrived incomplete" >&2
    return 1
  fi
  touch "$pool/known_hosts"
  awk '
    function name() {return $1 ~ /^@/ ? $2 : $1}
    FILENAME == ARGV[1] {
      if ($0 == "confirmed" || $0 == "known" || $0 == "hosts") part = $0
      else if (part == "confirmed") {confirmed[name()]; print}
      else if (part == "known") known[++count] = $0
      next
    }
    !(name() in confirmed) {kept[name()]; print}
    END {for (i = 1; i <= count; i++) {$0 = known[i]; if (!(name() in confirmed) && !(name() in kept)) print}}
  ' "$pool/pool.input" "$pool/known_hosts" | write_file "$pool/known_hosts"
  sed '1,/^hosts$/d; $d' "$pool/pool.input" | write_file "$pool/pool-hosts"
  rm -f "$pool/pool.input"
}
