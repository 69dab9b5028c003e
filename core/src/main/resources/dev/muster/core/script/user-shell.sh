# Runs a command of the operator in bash as users have it: after its start-up files, with the node's environment on top. Start-up files may print, define
# aliases, set options and traps, end the shell or replace it by another one; the command has its own input, output and exit code all the same.
#
# The start-up files are read here, in the order of bash's manual (INVOCATION), and not by bash: so what ends them early can be followed by the command.
# The command runs in a subshell of the bash that read them: it has their functions (conda, module), and is neither a login nor an interactive shell,
# so no job, no "logout" and no ~/.bash_logout is printed into its output. Nothing goes to its history.

# The outer bash: keeps the command's streams where start-up files do not find them (87, 88, 89), and learns by USR1 that the command began. If it did not,
# a start-up file replaced bash by another program; the second time 'exec' does not do that. A signal is answered by the command, not by the shells around it.
around_bash='
style=$1
shift
exec 87<&0 88>&1 89>&2 2>/dev/null
began= stopped=
trap "began=1" USR1
trap "stopped=129" HUP
trap "stopped=130" INT
trap "stopped=143" TERM
for exec in keep ignore; do
  case $style in
    login) bash --login --noprofile -c "$startup" bash "$exec" "$@" </dev/null >/dev/null ;;
    interactive) bash --noprofile --rcfile <(printf "set -- %q %q %q\n%s\n" "$exec" "$@" "$startup") -i </dev/null >/dev/null ;;
  esac
  code=$?
  [ -z "$began$stopped" ] || break
done
[ -z "$began" ] || exit $code
[ -z "$stopped" ] || exit $stopped
echo "the command was not run: a start-up file of bash (/etc/profile, ~/.bash_profile, ~/.bash_login, ~/.profile or ~/.bashrc) ended the shell before it" >&89
exit 255
'
# The inner bash: reads the start-up files, then becomes as it was and runs the command.
# shellcheck disable=SC2016
inside_bash='
set +o history
muster_exec=$1 muster_environment=$2 muster_text=$3
muster_options=$(set +o; shopt -p)
muster_options=${muster_options//set ?o emacs/:} muster_options=${muster_options//set ?o vi/:}
muster_options=${muster_options//set ?o history/set +o history}
muster_run="
  trap - EXIT DEBUG ERR RETURN HUP INT QUIT TERM USR1 USR2
  unset -f exec
  unalias -a
  eval \"\$muster_options\"
  IFS=\$'"' \\t\\n'"'
  unset CDPATH
  trap : HUP INT TERM
  builtin kill -USR1 \$PPID
  (
    trap - HUP INT TERM
    [ -z \"\$muster_environment\" ] || . \"\$muster_environment\"
    eval \"unset muster_exec muster_environment muster_text muster_options muster_run muster_file startup
set --
\$muster_text\"
  ) <&87 >&88 2>&89 87<&- 88>&- 89>&-
  muster_code=\$?
"
trap "\\eval \"\$muster_run\"; builtin exit \$muster_code" EXIT
if [ "$muster_exec" = ignore ]; then
  exec() {
    case ${1##*/} in "" | bash) return 0 ;; esac
    eval "$muster_run"
    builtin exit "$muster_code"
  }
fi
set --
[ ! -r /etc/profile ] || . /etc/profile
for muster_file in ~/.bash_profile ~/.bash_login ~/.profile; do
  [ -r "$muster_file" ] || continue
  . "$muster_file"
  break
done
\eval "$muster_run"
case $- in *i*) \builtin exit "$muster_code" ;; esac
(\builtin exit "$muster_code")
'
# run_in_bash STYLE ENVIRONMENT COMMAND: becomes the command. STYLE: login, interactive (a login shell that is interactive, too), or plain (no start-up files).
# ENVIRONMENT: a file that is sourced last; may be empty.
run_in_bash() {
  if ! command -v bash >/dev/null; then echo "the command was not run: there is no bash on this host" >&2; exit 127; fi
  if [ "$1" = plain ]; then
    # shellcheck disable=SC2016
    exec bash --noprofile --norc -c '[ -z "$1" ] || . "$1"
eval "set --
$2"' bash "$2" "$3"
  fi
  startup=$inside_bash exec bash --noprofile --norc -c "${around_bash}" bash "$@"
}
