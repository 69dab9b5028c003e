# uses: files
# Where conda, mamba or micromamba and an environment are on a host, as conda itself looks for them: envs_dirs of its configuration files, CONDA_ENVS_PATH, the
# roots of each tool, ~/.conda/environments.txt. Changes nothing. In: conda_root, conda_name.

# first_executable PATH...: prints the first that is an executable file.
first_executable() {
  for candidate in "$@"; do
    if [ -n "$candidate" ] && [ -f "$candidate" ] && [ -x "$candidate" ]; then echo "$candidate"; return; fi
  done
}
# find_conda: prints the path of the tool, or nothing.
find_conda() {
  if [ -n "$conda_root" ]; then
    first_executable "$conda_root/bin/conda" "$conda_root/condabin/conda" "$conda_root/bin/mamba" "$conda_root/bin/micromamba" "$conda_root/micromamba"
    return
  fi
  found=$(first_executable "${CONDA_EXE:-}" "${MAMBA_EXE:-}" \
    "$HOME/miniforge3/bin/conda" "$HOME/mambaforge/bin/conda" "$HOME/miniconda3/bin/conda" "$HOME/anaconda3/bin/conda" \
    "$HOME/conda/bin/conda" /opt/conda/bin/conda /opt/miniforge3/bin/conda /opt/miniconda3/bin/conda /opt/anaconda3/bin/conda \
    /usr/local/miniconda3/bin/conda "$HOME/.local/bin/micromamba" "$HOME/bin/micromamba" "$HOME/micromamba/bin/micromamba" /usr/local/bin/micromamba)
  if [ -n "$found" ]; then echo "$found"; else command -v conda || command -v mamba || command -v micromamba || true; fi
}
# find_conda_base TOOL: prints the root prefix, where 'base' is and new environments are made.
find_conda_base() {
  case "${1##*/}" in
    micromamba)
      for candidate in "${MAMBA_ROOT_PREFIX:-}" "$conda_root" "$HOME/micromamba" "${XDG_DATA_HOME:-$HOME/.local/share}/mamba"; do
        if [ -n "$candidate" ] && [ -d "$candidate" ]; then echo "$candidate"; return; fi
      done
      echo "${MAMBA_ROOT_PREFIX:-${conda_root:-$HOME/micromamba}}" ;;
    *) real_tool=$(readlink -f "$1" 2>/dev/null || echo "$1"); dirname "$(dirname "$real_tool")" ;;
  esac
}
# print_configured_folders FILE: what envs_dirs lists in a configuration file of conda or mamba.
print_configured_folders() {
  [ -r "$1" ] || return 0
  sed -n '/^envs_\(dirs\|path\) *:/,/^[^ #-]/p' "$1" | sed -n \
    -e 's/[ \t]*#.*$//' -e 's/^envs_[a-z]* *: *\[\(.*\)\] *$/\1/p' -e 's/^ *- *\(.*[^ ]\) *$/\1/p' |
    tr , '\n' | sed -e "s/^[ \"']*//" -e "s/[ \"']*\$//" -e 's/\${\([A-Za-z]*\)}/$\1/g' \
    -e "s|^~\(/.*\)*\$|$HOME\1|" -e "s|\$HOME|$HOME|g" -e "s|\$USER|${USER:-$(id -un)}|g"
}
# print_conda_folders BASE: the folders of environments, one in each line.
print_conda_folders() {
  printf '%s\n' "${CONDA_ENVS_PATH:-${CONDA_ENVS_DIRS:-}}" | tr : '\n'
  for file in "${CONDARC:-}" "${MAMBARC:-}" "$HOME/.condarc" "$HOME/.mambarc" "$HOME/.conda/.condarc" "$HOME/.conda/condarc" \
    "${XDG_CONFIG_HOME:-$HOME/.config}/conda/.condarc" "${XDG_CONFIG_HOME:-$HOME/.config}/conda/condarc" "$1/.condarc" "$1/condarc" "$1/.mambarc" \
    /etc/conda/.condarc /etc/conda/condarc /var/lib/conda/.condarc /var/lib/conda/condarc; do
    [ -z "$file" ] || print_configured_folders "$file"
  done
  printf '%s\n' "$1/envs" "$HOME/.conda/envs"
  [ -n "$conda_root" ] || for base in "${MAMBA_ROOT_PREFIX:-}" "${XDG_DATA_HOME:-$HOME/.local/share}/mamba" "$HOME/micromamba" "$HOME/miniforge3" \
    "$HOME/mambaforge" "$HOME/miniconda3" "$HOME/anaconda3"; do
    [ -z "$base" ] || printf '%s\n' "$base/envs"
  done
}
# find_conda_prefix TOOL: prints where the environment is, or would be created.
find_conda_prefix() {
  root_prefix=$(find_conda_base "$1")
  if [ "$conda_name" = base ] || [ "$conda_name" = root ]; then echo "$root_prefix"; return; fi
  found=$(
    print_conda_folders "$root_prefix" | while IFS= read -r candidate; do
      if [ -n "$candidate" ] && [ -d "$candidate/$conda_name/conda-meta" ]; then echo "$candidate/$conda_name"; break; fi
    done
  )
  if [ -z "$found" ] && [ -r "$HOME/.conda/environments.txt" ]; then
    found=$(while IFS= read -r candidate; do
      if [ "${candidate##*/}" = "$conda_name" ] && [ -d "$candidate/conda-meta" ]; then echo "$candidate"; break; fi
    done <"$HOME/.conda/environments.txt")
  fi
  echo "${found:-$root_prefix/envs/$conda_name}"
}
