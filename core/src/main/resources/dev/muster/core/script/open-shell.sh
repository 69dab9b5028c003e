# uses: files
# Opens the user's own shell at a terminal, as ssh does (a login shell), with the node's environment on top of what its start-up files set.
# Each kind of shell has its own way to run something after its start-up files:
#   bash    a file of Muster for --rcfile, which reads the files of a login shell
#   zsh     a folder of Muster as ZDOTDIR, whose files read those of the user
#   fish    --init-command, which runs after config.fish
#   tcsh    a folder of Muster as HOME while it starts, whose .tcshrc reads the user's files
#   sh      a file of Muster as ENV, which reads the files of a login shell
# Shells that are no POSIX shells get the variables as bash computes them from the environment that they have then.

# knows_terminal NAME: whether programs on this host know the terminal.
knows_terminal() {
  if command -v infocmp >/dev/null; then infocmp "$1" >/dev/null 2>&1; return; fi
  letter=${1%"${1#?}"}
  for entries in "${TERMINFO:-}" "$HOME/.terminfo" /etc/terminfo /lib/terminfo /usr/lib/terminfo /usr/share/terminfo /usr/local/share/terminfo; do
    if [ -n "$entries" ] && [ -e "$entries/$letter/$1" ]; then return 0; fi
  done
  return 1
}
# choose_terminal: sets TERM to a terminal that is known here: new terminals have names that old hosts do not know, and then nothing can draw.
choose_terminal() {
  for terminal in "${TERM:-dumb}" xterm-256color xterm vt100; do
    if knows_terminal "$terminal"; then export TERM="$terminal"; return; fi
  done
}
print_bashrc() {
  cat <<'END'
  exec() {
  case ${1##*/} in
    zsh | fish | tcsh | csh | dash | ash | ksh | mksh) MUSTER_SHELL=$(command -v "$1") && export MUSTER_SHELL && builtin exec sh "$MUSTER_SHELLS/open" ;;
  esac
}
[ ! -r /etc/profile ] || . /etc/profile
muster_profile=
for muster_file in ~/.bash_profile ~/.bash_login ~/.profile; do
  if [ -r "$muster_file" ]; then
    muster_profile=yes
    . "$muster_file"
    break
  fi
done
if [ -z "$muster_profile" ]; then
  for muster_file in /etc/bash.bashrc /etc/bashrc ~/.bashrc; do [ ! -r "$muster_file" ] || . "$muster_file"; done
fi
unset -f exec
unset muster_file muster_profile MUSTER_SHELLS
END
  printf '. %s\n' "$(quote "$environment")"
}
print_shrc() {
  cat <<'END'
if [ -n "${MUSTER_SHELLS:-}" ]; then
  unset MUSTER_SHELLS
  ENV=$MUSTER_OLD_ENV
  [ -n "$ENV" ] || unset ENV
  unset MUSTER_OLD_ENV
  [ ! -r /etc/profile ] || . /etc/profile
  [ ! -r "$HOME/.profile" ] || . "$HOME/.profile"
  [ -z "${ENV:-}" ] || [ ! -r "$ENV" ] || . "$ENV"
END
  printf '  . %s\nfi\n' "$(quote "$environment")"
}
# print_zsh NAME: the file of Muster that zsh reads as NAME.
print_zsh() {
  [ "$1" != .zshenv ] || printf 'MUSTER_ZDOTDIR=$ZDOTDIR\nZDOTDIR=$MUSTER_OLD_ZDOTDIR\n[[ -n $ZDOTDIR ]] || unset ZDOTDIR\n'
  [ "$1" = .zshenv ] || printf 'ZDOTDIR=$MUSTER_OLD_ZDOTDIR\n[[ -n $ZDOTDIR ]] || unset ZDOTDIR\n'
  printf '[[ ! -r ${ZDOTDIR:-$HOME}/%s ]] || . "${ZDOTDIR:-$HOME}/%s"\n' "$1" "$1"
  if [ "$1" = .zlogin ]; then
    printf 'unset MUSTER_ZDOTDIR MUSTER_OLD_ZDOTDIR MUSTER_SHELLS\nemulate sh -c %s\n' "$(quote ". $(quote "$environment")")"
  else
    printf 'MUSTER_OLD_ZDOTDIR=${ZDOTDIR:-}\nZDOTDIR=$MUSTER_ZDOTDIR\n'
  fi
}
print_tcshrc() {
  printf 'setenv HOME "$MUSTER_OLD_HOME"\nset home = "$MUSTER_OLD_HOME"\nunsetenv MUSTER_OLD_HOME\n'
  printf 'if (-r ~/.tcshrc) then\n  source ~/.tcshrc\nelse if (-r ~/.cshrc) then\n  source ~/.cshrc\nendif\nif (-r ~/.login) source ~/.login\n'
  printf 'eval "`bash %s csh`"\nunsetenv MUSTER_SHELLS\n' "$shells/variables"
}
# The commands, for fish or csh, that set what the environment changes.
print_variables() {
  printf 'environment=%s\n' "$(quote "$environment")"
  cat <<'END'
style=$1
before=$(compgen -e)
declare -A old
for name in $before; do old[$name]=${!name}; done
. "$environment" >/dev/null 2>&1
  fish() { printf "'%s'" "$(printf %s. "$1" | sed -e 's/\\/\\\\/g' -e "s/'/\\\\'/g" | sed '$s/\.$//')"; }
  csh() { printf "'%s'" "$(printf %s "$1" | tr '\n' ' ' | sed -e "s/'/'\\\\''/g" -e 's/!/\\!/g')"; }
for name in $(compgen -e); do
  case $name in _ | SHLVL | style | environment | before | old | name) continue ;; esac
  if [ "${old[$name]-}" = "${!name}" ] && [ -n "${old[$name]+set}" ]; then continue; fi
  case $style in
    fish) printf 'set -gx %s %s;\n' "$name" "$(fish "${!name}")" ;;
    csh) printf 'setenv %s %s;\n' "$name" "$(csh "${!name}")" ;;
  esac
done
for name in $before; do
  [ -n "${!name+set}" ] || case $style in
    fish) printf 'set -e %s;\n' "$name" ;;
    csh) printf 'unsetenv %s;\n' "$name" ;;
  esac
done
END
}
print_open() {
  printf 'shells=%s\nenvironment=%s\n' "$(quote "$shells")" "$(quote "$environment")"
  cat <<'END'
shell=${MUSTER_SHELL:-${SHELL:-bash}}
unset MUSTER_SHELL
command -v "$shell" >/dev/null 2>&1 || shell=bash
command -v "$shell" >/dev/null 2>&1 || shell=sh
export SHELL="$(command -v "$shell")" MUSTER_SHELLS="$shells"
case ${shell##*/} in
  bash) exec "$shell" --rcfile "$shells/bashrc" -i ;;
  zsh) export MUSTER_OLD_ZDOTDIR="${ZDOTDIR:-}" ZDOTDIR="$shells/zsh"; exec "$shell" -l -i ;;
  fish) exec "$shell" -l -i -C 'bash "$MUSTER_SHELLS/variables" fish | source; set -e MUSTER_SHELLS' ;;
  tcsh | csh) export MUSTER_OLD_HOME="$HOME" HOME="$shells/csh"; exec "$shell" ;;
  sh | dash | ash | ksh | mksh | busybox)
    export MUSTER_OLD_ENV="${ENV:-}" ENV="$shells/shrc"
    case ${shell##*/} in busybox) exec "$shell" sh -i ;; *) exec "$shell" -i ;; esac ;;
  *) unset MUSTER_SHELLS; . "$environment"; exec "$shell" ;;
esac
END
}
# open_shell FOLDER ENVIRONMENT: becomes the shell. FOLDER: the node's.
open_shell() {
  shells=$1/shells environment=$2
  choose_terminal
  (
    umask 077
    mkdir -p "$shells/zsh" "$shells/csh" &&
      print_bashrc | write_file "$shells/bashrc" && print_shrc | write_file "$shells/shrc" && print_tcshrc | write_file "$shells/csh/.tcshrc" &&
      for file in .zshenv .zprofile .zshrc .zlogin; do print_zsh "$file" | write_file "$shells/zsh/$file" || exit; done &&
      print_variables | write_file "$shells/variables" && print_open | write_file "$shells/open"
  ) 2>/dev/null || exec sh -c '. "$1"; exec "${SHELL:-sh}" -i' sh "$environment"
  exec sh "$shells/open"
}
