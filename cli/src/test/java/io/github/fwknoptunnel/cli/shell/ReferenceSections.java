package io.github.fwknoptunnel.cli.shell;

import java.util.Map;
import java.util.TreeMap;

/** The parts of the reference that no option's text has. */
final class ReferenceSections {
  static final String HEAD =
      """
      # Reference

      All commands, options, environment variables, settings of the rc file, exit statuses, log events and JSON outputs.
      `.ci/reference` writes this page from the program's own tables; do not edit it.

      """;

  static final String OPTION_RULES =
      """
      ## Options

      * A value follows its option after a blank or a `=`. A value in brackets may be omitted; it must follow a `=`.
      * A switch is on when it is named; `--name=false` turns it off.
      * If an option is repeated, the last one wins, except for those marked "repeatable".
      * Every option has an environment variable: `FWKNOP_TUNNEL_OPT_` and the name in the column "variable"
        ([rules](STANZAS.md#environment)).
      * "rc file" is the name of the same setting in a stanza of `~/.fwknoprc` ([STANZAS](STANZAS.md)).
      * `@FILE` stands for the options in a file ([option files](STANZAS.md#option-files)).
      * A TIME is a number of seconds, or numbers with the units `ms`, `s`, `m`, `h` and `d`, such as `500ms` or `1h30m`.
      * `tunnel` in the column "commands" is the program without a command.

      """;

  static final String ENVIRONMENT =
      """
      ## Environment

      | variable | meaning |
      |---|---|
      | `FWKNOP_TUNNEL_OPT_…` | an option, see above |
      | `FWKNOP_KEY_BASE64`, `FWKNOP_HMAC_KEY_BASE64` | the keys, if no option names any |
      | `CREDENTIALS_DIRECTORY` | its file `fwknop-keys` is a key file (systemd's `LoadCredential=`) |
      | `FWKNOP_TUNNEL_CACHE` | directory of the start-up cache, or `none` |
      | `NO_COLOR` | if set, no colours |
      | `LISTEN_FDS`, `LISTEN_FDNAMES`, `LISTEN_PID` | listening sockets from systemd ([SERVICE](SERVICE.md)) |
      | `NOTIFY_SOCKET`, `WATCHDOG_USEC`, `WATCHDOG_PID` | readiness and watchdog of systemd |

      Set for the command of `exec`: `FWKNOP_TUNNEL_HOST` and `FWKNOP_TUNNEL_PORT`, where the tunnel listens. Set for
      `-cmd`: `FWKNOP_TUNNEL_REMOTE_HOST`, `FWKNOP_TUNNEL_REMOTE_IP`, `FWKNOP_TUNNEL_REMOTE_PORT`,
      `FWKNOP_TUNNEL_CONNECTION` and `FWKNOP_TUNNEL_RUN` ([KNOCK](KNOCK.md#a-command-instead-of-a-packet)).

      """;

  static final String FILES =
      """
      ## Files

      | file | content |
      |---|---|
      | `~/.fwknoprc` | stanzas with settings and keys; `--rc-file` names another one |
      | key file | `KEY_BASE64`, `HMAC_KEY_BASE64` and names of algorithms ([KEYS](KEYS.md#key-file)) |
      | `~/.cache/fwknop-tunnel` | start-up cache ([INSTALL](INSTALL.md#start-up-cache)) |

      """;

  static final String LOG_EVENTS =
      """
      ## Log events

      A line of text has time (UTC), level, `[TUNNEL]` with several tunnels, `#CONNECTION` and a text. With `--log-format
      json` each line is an object with the members %s;
      the fields of the event follow `event`. `level` is `debug` (with `-v`), `info`, `warn` or `error`. Names of events and
      fields are stable; texts may change.

      """;

  static final String JSON =
      """
      ## JSON output

      Each output is one object on one line. Members are in this order, inner objects included.

      """;

  static final String METRICS =
      """
      ## Metrics

      `--metrics` serves metrics, `/healthz` and `/readyz`: see [METRICS](METRICS.md).
      """;

  /** Settings of an rc file that no option has as its own, or that have more than one. */
  static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("ALLOW_IP", "an address as with `-a`; `source` as `-s`, `resolve` as `-R`"),
              Map.entry("RESOLVE_IP_HTTPS", "`-R`"),
              Map.entry("RESOLVE_IP_HTTP", "the same as `RESOLVE_IP_HTTPS`"),
              Map.entry("TIME_OFFSET", "`--time-offset-plus`; negative: `--time-offset-minus`"),
              Map.entry("USE_GPG", "`--gpg-encryption`"),
              Map.entry("USE_HMAC", "`--use-hmac`"),
              Map.entry("KEY", "encryption key as plain text"),
              Map.entry("KEY_BASE64", "encryption key in base64"),
              Map.entry("KEY_FILE", "file with the encryption key, as with `--get-key`"),
              Map.entry("HMAC_KEY", "HMAC key as plain text"),
              Map.entry("HMAC_KEY_BASE64", "HMAC key in base64"),
              Map.entry("HMAC_KEY_FILE", "file with the HMAC key, as with `--get-hmac-key`"),
              Map.entry(
                  "GPG_SIGNING_PW",
                  "passphrase of the signing key; another name of `KEY`,"
                      + " and the last line with either name is used"),
              Map.entry("GPG_SIGNING_PW_BASE64", "the same in base64"),
              Map.entry("SPOOF_SOURCE_IP", "read and not used: it needs root"),
              Map.entry("VERBOSE", "read and not used"),
              Map.entry("NO_SAVE_ARGS", "read and not used: command lines are never saved"),
              Map.entry(
                  "SERVER_RESOLVE_IPV4",
                  "read and not used: servers are reached by IPv4, except with `-6`"),
              Map.entry("USE_WGET_USER_AGENT", "read and not used: no wget is needed"),
              Map.entry("WGET_CMD", "read and not used: no wget is needed")));

  private ReferenceSections() {}
}
