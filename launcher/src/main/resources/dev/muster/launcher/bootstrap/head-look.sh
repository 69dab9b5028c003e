# What a session must know of the head's host. Comes after own-root.sh. In: root, cluster.
need_root
head=$root/$cluster/head
[ -s "$head/endpoint.json" ] || exit 3
echo "$root"; cat "$head/endpoint.json"
if [ -r "$head/nodes.jsonl" ]; then echo nodes; cat "$head/nodes.jsonl"; fi
