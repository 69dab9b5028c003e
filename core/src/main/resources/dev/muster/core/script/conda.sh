# uses: files
# Where conda, mamba or micromamba and an environment are on a host. Changes nothing. In: conda_root, conda_name.

# first_executable PATH...: prints the first that is an executable file.
first_executable() {
  for candidate in "$@"; do
    if [ -n "$candidate" ] && [ -f "$candidate" ] && [ -x "$candidate" ]; then echo "$candidate"; return; fi
  done
}
# find_conda: prints the path of the tool, or nothing.
find_conda() {
  if [ -n "$conda_root" ]; then
    first_executable "$conda_root/bin/conda" "$conda_root/bin/mamba" "$conda_root/bin/micromamba" "$conda_root/micromamba"
    return
  fi
  found=$(first_executable "${CONDA_EXE:-}" \
    "$HOME/miniforge3/bin/conda" "$HOME/mambaforge/bin/conda" "$HOME/miniconda3/bin/conda" "$HOME/anaconda3/bin/conda" \
    "$HOME/conda/bin/conda" /opt/conda/bin/conda /opt/miniforge3/bin/conda /opt/miniconda3/bin/conda /opt/anaconda3/bin/conda \
    /usr/local/miniconda3/bin/conda "$HOME/.local/bin/micromamba" "$HOME/micromamba/bin/micromamba")
  if [ -n "$found" ]; then echo "$found"; else command -v conda || command -v mamba || command -v micromamba || true; fi
}
# find_conda_prefix TOOL: prints where the environment is, or would be created.
find_conda_prefix() {
  case "${1##*/}" in
    micromamba) base=${MAMBA_ROOT_PREFIX:-${conda_root:-$HOME/micromamba}} ;;
    *) base=$(dirname "$(dirname "$1")") ;;
  esac
  if [ "$conda_name" = base ]; then echo "$base"; return; fi
  for candidate in "$base/envs/$conda_name" "$HOME/.conda/envs/$conda_name"; do
    if [ -d "$candidate/conda-meta" ]; then echo "$candidate"; return; fi
  done
  echo "$base/envs/$conda_name"
}
