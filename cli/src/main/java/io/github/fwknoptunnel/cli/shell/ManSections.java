package io.github.fwknoptunnel.cli.shell;

/** The sections of the program's own page that no option's text has. */
final class ManSections {
  static final String DESCRIPTION =
      """
      .SH DESCRIPTION
      A server behind
      .BR fwknopd (8)
      drops every packet to a port until one encrypted and authenticated UDP packet
      arrives (Single Packet Authorization, SPA).
      .B fwknop\\-tunnel
      listens on a local port.
      For each client it sends that packet if one is needed, connects as soon as
      the port opens, and relays bytes.
      Without keys, stanza and
      .B \\-cmd
      it is a plain TCP tunnel.
      .SS Option files
      .BI @ FILE
      stands for the options in
      .IR FILE ,
      wherever an option may stand: one or more a line, with quotes as in a shell
      and comments from a
      .B #
      on.
      .SS Key files
      A key file has the lines
      .B KEY_BASE64:
      .I key
      and
      .B HMAC_KEY_BASE64:
      .IR key ,
      and optionally
      .BR HMAC_DIGEST_TYPE ,
      .B DIGEST_TYPE
      and
      .BR ENCRYPTION_MODE .
      .B fwknop\\-tunnel keygen
      and
      .B fwknop \\-\\-key\\-gen
      create one.
      Its mode must be 0600 or 0400.
      .SS Times
      A
      .I TIME
      is a number of seconds, or numbers with the units
      .BR ms ,
      .BR s ,
      .BR m ,
      .B h
      and
      .BR d ,
      such as 500ms or 1h30m.
      """;

  static final String ENVIRONMENT =
      """
      .SH ENVIRONMENT
      .TP
      .BI FWKNOP_TUNNEL_OPT_ NAME
      The option with that long name, such as
      .B FWKNOP_TUNNEL_OPT_REMOTE_HOST
      for
      .BR \\-\\-remote\\-host .
      A switch is true or false.
      The command line overrides it; it overrides the stanza.
      .TP
      .BR FWKNOP_KEY_BASE64 ", " FWKNOP_HMAC_KEY_BASE64
      The keys, if no option names any.
      .TP
      .B CREDENTIALS_DIRECTORY
      Its file
      .B fwknop\\-keys
      is a key file (systemd's LoadCredential).
      .TP
      .BR FWKNOP_TUNNEL_HOST ", " FWKNOP_TUNNEL_PORT
      Set for the command of
      .BR exec :
      the address of the tunnel.
      .TP
      .BR FWKNOP_TUNNEL_REMOTE_HOST ", " FWKNOP_TUNNEL_REMOTE_IP ", " FWKNOP_TUNNEL_REMOTE_PORT
      Set for the command of
      .BR \\-cmd :
      the target.
      .TP
      .BR FWKNOP_TUNNEL_CONNECTION ", " FWKNOP_TUNNEL_RUN
      Set for the command of
      .BR \\-cmd :
      the number of the connection, and a mark by which its processes are found.
      .TP
      .BR LISTEN_FDS ", " LISTEN_FDNAMES ", " LISTEN_PID
      Set by
      .BR systemd (1):
      listening sockets. A single one is for the only tunnel; several are for
      the named tunnels that
      .I FileDescriptorName=
      names.
      .TP
      .BR NOTIFY_SOCKET ", " WATCHDOG_USEC
      Set by
      .BR systemd (1):
      readiness and the watchdog.
      .TP
      .B FWKNOP_TUNNEL_CACHE
      Directory of the start\\-up cache, or
      .BR none .
      Without it, the first start of a package writes about 16 MB into the
      package's own directory or
      .IR ~/.cache ,
      in the background.
      .TP
      .B NO_COLOR
      If set, no colours.
      """;

  static final String FILES =
      """
      .SH FILES
      .TP
      .I ~/.fwknoprc
      Stanzas with settings and keys, as the fwknop client has them;
      .B \\-n
      .I STANZA
      selects one.
      .TP
      .I ~/.cache/fwknop\\-tunnel
      The start\\-up cache, unless the package has one.
      """;

  static final String SIGNALS =
      """
      .SH SIGNALS
      .TP
      .BR SIGTERM ", " SIGINT
      Stop listening, let connections finish within
      .BR \\-\\-drain\\-timeout ,
      and exit; a second signal ends the program at once.
      .TP
      .B SIGHUP
      Read option files, stanzas and keys again, for new connections.
      The log names what needs a restart.
      .TP
      .B SIGUSR1
      Log a line for each open connection.
      """;

  /** For the page of a command. */
  static final String IN_THE_FIRST_PAGE =
      """
      .SH ENVIRONMENT
      Each option has a variable, and keys may come from the environment: see
      .BR fwknop\\-tunnel (1).
      .SH FILES
      Key files,
      .I ~/.fwknoprc
      and the start\\-up cache are described in
      .BR fwknop\\-tunnel (1).
      """;

  private ManSections() {}
}
