#compdef fwknop-tunnel
# zsh completion for fwknop-tunnel: put it as _fwknop-tunnel into a directory of $fpath

_fwknop_tunnel_stanzas() {
  local -a stanzas
  stanzas=(${(f)"$(fwknop-tunnel knock --stanza-list 2>/dev/null)"})
  compadd -a stanzas
}

_fwknop_tunnel_commands() {
  local -a commands
  commands=(
@COMMANDS@
  )
  _describe command commands
}

_fwknop_tunnel() {
  case $words[2] in
@COMMAND_CASES@
    *)
      _arguments \
@OPTIONS@
        '1: :_fwknop_tunnel_commands'
      ;;
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _fwknop_tunnel "$@"
else
  compdef _fwknop_tunnel fwknop-tunnel
fi
