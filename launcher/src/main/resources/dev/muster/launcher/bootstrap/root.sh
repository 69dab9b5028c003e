# Where everything of Muster's is on a host. In: root (empty: the host's own place). Out: root.
# Homes are often on a network and shared by all hosts: neither identity nor SQLite may live there.
if [ -z "$root" ]; then
  case "$(stat -f -c %T "$HOME" 2>/dev/null)" in
    nfs* | cifs | smb* | lustre | gpfs | afs | fuse* | ceph | beegfs | panfs | '') root=/var/tmp/muster-$(id -u) ;;
    *) root=$HOME/.muster ;;
  esac
fi
case "$root" in '~/'*) root=$HOME/${root#??} ;; esac
