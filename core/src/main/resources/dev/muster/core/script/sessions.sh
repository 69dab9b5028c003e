# uses: open-shell
# Sessions of tmux and screen on a node. Their servers belong to this node only, and have their sockets in its folder. Work in them goes on whatever the
# user's configuration says: it is read when somebody attaches, and what would end a session that nobody looks at is off.
# In each function: FOLDER is the node's, TEXT the shell text of the session's first process, NAME the value of MUSTER_SESSION while somebody is attached.

# write_session FOLDER TEXT: sets session to a script that removes itself and runs the text: neither tool takes a long command.
write_session() {
  umask 077
  mkdir -p "$1/shells" || exit
  session=$(mktemp "$1/shells/session-XXXXXX") && printf 'rm -f "$0"\n%s' "$2" >"$session" || exit
}
in_tmux() { tmux -S "$folder/tmux" -f /dev/null "$@"; }
# begin_tmux WINDOW: a window named so, in the session that is there, or a new one.
begin_tmux() {
  if in_tmux has-session -t muster 2>/dev/null; then
    in_tmux new-window -d -t muster: sh "$session"
  else
    in_tmux new-session -d -s muster sh "$session" \; set-option -t muster destroy-unattached off
  fi
}
# enter_tmux SESSION: attaches, and reads the user's configuration once in the life of the server.
enter_tmux() {
  entered=$1
  set -- attach-session -t "$entered"
  if [ -z "$(in_tmux show-options -gqv @muster-configured)" ]; then
    set -- "$@" \; set-option -g @muster-configured yes
    for file in /etc/tmux.conf "$HOME/.tmux.conf" "${XDG_CONFIG_HOME:-$HOME/.config}/tmux/tmux.conf"; do
      [ ! -r "$file" ] || set -- "$@" \; source-file "$file"
    done
    set -- "$@" \; set-option -s exit-unattached off
  fi
  exec tmux -S "$folder/tmux" -f /dev/null "$@"
}
# start_tmux FOLDER TEXT
start_tmux() {
  folder=$1
  write_session "$@"
  begin_tmux
}
# attach_tmux FOLDER TEXT NAME
attach_tmux() {
  folder=$1
  choose_terminal
  in_tmux has-session -t muster 2>/dev/null || { write_session "$@" && begin_tmux; } || exit
  export MUSTER_SESSION="$3"
  enter_tmux muster
}
# new_tmux FOLDER TEXT
new_tmux() {
  folder=$1
  choose_terminal
  write_session "$@"
  created=$(in_tmux new-session -d -P -F '#{session_id}' sh "$session") && in_tmux set-option -t "$created" destroy-unattached off || exit
  enter_tmux "$created"
}
# prepare_screen FOLDER TEXT. The folder of the sockets has mode 700, because screen refuses a folder that others can read.
prepare_screen() {
  export SCREENDIR="$1/screens"
  [ -d "$SCREENDIR" ] || mkdir -m 700 "$SCREENDIR" || exit
  write_session "$@"
  { [ ! -r "$HOME/.screenrc" ] || printf 'source "%s"\n' "$HOME/.screenrc"; echo 'autodetach on'; } >"$1/shells/screenrc" || exit
  set -- "$1/shells/screenrc"
  screenrc=$1
}
# start_screen FOLDER TEXT
start_screen() { prepare_screen "$@" && exec screen -c "$screenrc" -dmS muster sh "$session"; }
# attach_screen FOLDER TEXT
attach_screen() { choose_terminal && prepare_screen "$@" && exec screen -c "$screenrc" -xRR -S muster sh "$session"; }
# new_screen FOLDER TEXT
new_screen() { choose_terminal && prepare_screen "$@" && exec screen -c "$screenrc" -S muster sh "$session"; }
