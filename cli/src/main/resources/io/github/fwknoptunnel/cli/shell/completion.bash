# bash completion for fwknop-tunnel
# eval "$(fwknop-tunnel completion bash)", or put it into a directory of completions

_fwknop_tunnel_options() {
  case $1 in
@OPTION_CASES@
    *) echo '@OPTIONS@' ;;
  esac
}

# Not by compgen -W, which expands its words: a stanza's name could run a command.
_fwknop_tunnel_stanzas() {
  local name
  while IFS= read -r name; do
    if [[ $name == "$1"* ]]; then printf '%s\n' "$name"; fi
  done < <(fwknop-tunnel knock --stanza-list 2>/dev/null)
}

_fwknop_tunnel_values() {
  case $1 in
@VALUE_CASES@
    *) return 1 ;;
  esac
}

_fwknop_tunnel() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  if [[ $word == '=' ]]; then
    word=''
  elif [[ $before == '=' ]] && ((COMP_CWORD > 2)); then
    before=${COMP_WORDS[COMP_CWORD-2]}
  fi
  local i
  for ((i = 2; i < COMP_CWORD; i++)); do
    # Behind -- stand the words of another program.
    if [[ ${COMP_WORDS[i]} == -- ]]; then return; fi
  done
  local offered
  if offered=$(_fwknop_tunnel_values "$before" "$word"); then
    if [[ -n $offered ]]; then mapfile -t COMPREPLY <<<"$offered"; fi
    return
  fi
  if [[ $word == @* ]]; then
    mapfile -t COMPREPLY < <(compgen -P @ -f -- "${word#@}")
  elif [[ $word != -* ]] && ((COMP_CWORD == 1)); then
    # There are a hundred options: they are offered behind a dash.
    mapfile -t COMPREPLY < <(compgen -W '@COMMANDS@' -- "$word")
  elif [[ $word != -* && ${COMP_WORDS[1]} == connect ]]; then
    mapfile -t COMPREPLY < <(compgen -A hostname -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -W "$(_fwknop_tunnel_options "${COMP_WORDS[1]}")" -- "$word")
  fi
}

complete -o filenames -o bashdefault -F _fwknop_tunnel fwknop-tunnel
