# uses: root files head
# Makes the cluster's SSH key on the head's host, once; its private half never leaves it. Out: after "muster-key 1" the public key, this host's addresses, and what is known of the pool.
# In: given (path of a key on this host, or empty).
echo 'muster-key 1'
umask 077
make_root
mkdir -p "$node/control"
key=$node/control/ssh_key
given=$(expand_home "$given")
if [ -n "$given" ]; then
  [ -r "$given" ] || { echo "auth.head_ssh_private_key: $given cannot be read on this host" >&2; exit 1; }
  write_text "$key.path" "$given"
  echo "public=given"
else
  rm -f "$key.path"
  if [ ! -s "$key" ]; then
    command -v ssh-keygen >/dev/null || { echo "there is no ssh-keygen on this host: install it, or name a key as auth.head_ssh_private_key" >&2; exit 1; }
    rm -f "$key.new" "$key.new.pub"
    ssh-keygen -q -t ed25519 -N '' -C muster -f "$key.new" </dev/null
    mv "$key.new.pub" "$key.pub"; mv "$key.new" "$key"
  fi
  echo "public=$(cut -d' ' -f1,2 "$key.pub")"
fi
echo "addresses=$(hostname -I 2>/dev/null || true)"
print_pool "$node"
