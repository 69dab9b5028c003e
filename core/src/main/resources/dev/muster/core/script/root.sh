# uses: files
# The root: the folder of everything that Muster keeps on a host. In: root.
# Whoever may write into it, or replace it or a folder above it, can put programs there that this user then runs. So it must be a folder of this user that
# nobody else may write, and each folder above it must belong to this user or to root, and be writable by others only where it is sticky.
# The variables of these functions begin with root_.

# choose_root: sets root to the host's default where it is empty. Homes are often on a network and shared by hosts: neither identities nor SQLite may be there.
choose_root() {
  if [ -z "$root" ]; then
    case "$(stat -f -c %T "$HOME" 2>/dev/null)" in
      nfs* | cifs | smb* | lustre | gpfs | afs | fuse* | ceph | beegfs | panfs | '') root=/var/tmp/muster-$(id -u) ;;
      *) root=$HOME/.muster ;;
    esac
  fi
  case "$root" in '~/'*) root=$HOME/${root#??} ;; esac
}
# check_root: sets root_state=safe|absent|refused, and root_fault and root_fix where it is refused. Changes nothing.
check_root() {
  root_state=safe root_fault='' root_fix='' root_at='' root_links=0
  root_rest=$root
  set -- /
  # Links are followed one by one, so that root_at never has one above it.
  while [ -n "$root_rest" ] && [ $root_state = safe ]; do
    root_part=${root_rest%%/*}
    root_rest=${root_rest#"$root_part"}; root_rest=${root_rest#/}
    case $root_part in
      '' | .) ;;
      ..) root_at=${root_at%/*} ;;
      *)
        root_at=$root_at/$root_part
        if [ -L "$root_at" ]; then
          set -- "$@" "$root_at"
          follow_root_link
        elif [ -e "$root_at" ]; then set -- "$@" "$root_at"
        else root_state=absent; fi ;;
    esac
  done
  [ $root_state != refused ] || return 0
  if ! root_lines=$(stat -c '%u %g %a %G' -- "$@" 2>/dev/null); then
    # It was removed meanwhile, or it cannot be read.
    if [ -e "$root" ]; then refuse_root "$root cannot be read" "$root_elsewhere"; else root_state=absent; fi
    return 0
  fi
  while [ $# -gt 0 ] && [ $root_state != refused ]; do
    root_line=${root_lines%%"$root_line_end"*}
    root_lines=${root_lines#*"$root_line_end"}
    if [ $# = 1 ] && [ $root_state = safe ]; then check_root_folder "$1" $root_line; else check_folder_above_root "$1" $root_line; fi
    shift
  done
}
# Ends the script where $root is refused.
require_root() {
  check_root
  [ $root_state != refused ] || { echo "$root_fault ($root_fix)" >&2; exit 78; }
}
# Makes $root where it is absent: never with -p, which takes a folder that another user made a moment before.
make_root() {
  require_root
  [ $root_state = absent ] || return 0
  root_why=$( (umask 077; mkdir -p "$(dirname "$root")" && mkdir -m 700 "$root") 2>&1) || :
  require_root
  [ $root_state = safe ] || { echo "${root_why:-$root cannot be made}" >&2; exit 1; }
}

root_line_end='
'
root_elsewhere='name another folder as provider.state_dir'
refuse_root() { root_state=refused root_fault=$1 root_fix=$2; }
quote_in_fix() { case $1 in *[!A-Za-z0-9_./-]*) quote "$1" ;; *) printf %s "$1" ;; esac; }
root_user() { id -un 2>/dev/null || :; } # the number where there is no name
root_owner() {
  root_name=$(stat -c %U -- "$1" 2>/dev/null) || root_name='another user'
  [ "$root_name" != UNKNOWN ] || root_name="user $(stat -c %u -- "$1" 2>/dev/null)"
  printf %s "$root_name"
}
follow_root_link() {
  root_links=$((root_links + 1))
  if [ -z "$root_rest" ]; then
    refuse_root "$root is a link of $(root_owner "$root_at")" "remove it, or $root_elsewhere"
  elif [ $root_links -gt 40 ]; then refuse_root "$root leads through too many links" "$root_elsewhere"
  else
    root_to=$(readlink "$root_at")
    root_rest=$root_to/$root_rest
    case $root_to in /*) root_at= ;; *) root_at=${root_at%/*} ;; esac
  fi
}
# PATH UID GID MODE GROUP...
check_root_folder() {
  if [ ! -d "$1" ]; then refuse_root "$root is not a folder" "remove it, or $root_elsewhere"
  elif [ ! -O "$1" ]; then
    refuse_root "$root belongs to $(root_owner "$1"), not to $(root_user): nothing in it can be trusted" \
      "have it removed (sudo rm -r $(quote_in_fix "$root")), or $root_elsewhere"
  elif root_writers "$@"; then
    refuse_root "$root may be written by $root_who (mode $4): nothing in it can be trusted" \
      "remove what others put there, then: chmod 700 $(quote_in_fix "$root")"
  fi
}
check_folder_above_root() {
  if [ "$2" != 0 ] && ! owns_root_part "$1" "$2" && ! is_unmapped_owner "$2"; then
    refuse_root "$1, above $root, belongs to $(root_owner "$1"), who can replace what is in it" "$root_elsewhere"
  elif [ ! -L "$1" ] && root_writers "$@"; then
    case $4 in [1357]???) return 0 ;; esac # sticky: entries belong to whoever made them
    refuse_root "$1, above $root, may be written by $root_who (mode $4), who can replace what is in it" \
      "sudo chmod +t $(quote_in_fix "$1"), or $root_elsewhere"
  fi
}
owns_root_part() { if [ -L "$1" ]; then [ "$2" = "$(id -u)" ]; else [ -O "$1" ]; fi; }
# In a container of an ordinary user the real root has no number, as nobody there has.
is_unmapped_owner() {
  read -r root_inside _ root_count </proc/self/uid_map && [ "$root_inside $root_count" != '0 4294967295' ] &&
    [ "$1" = "$(cat /proc/sys/kernel/overflowuid)" ]
}
# Whether others may write there; root_who says who. A group of root's, or one that has this user's own name, is nobody else.
root_writers() {
  root_who=everybody root_gid=$3
  case $4 in *[2367]) return 0 ;; *[2367]?) ;; *) return 1 ;; esac
  shift 4
  root_who="group $*"
  [ "$root_gid" != 0 ] && [ "$*" != "$(root_user)" ]
}
