package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.net.HostResolver;
import io.github.fwknoptunnel.spa.publicip.ResolverUrlException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A web page whose first line is the IPv4 address of the client.
 *
 * @param uri {@code http} or {@code https}, with a host, without login and fragment
 */
public record ResolverUrl(URI uri) {
  /**
   * The default services, in the order in which they are queried. Each has another operator, and
   * their names resolve to IPv4 addresses only or first. The reference client uses the first only.
   */
  public static final List<ResolverUrl> PUBLIC =
      Stream.of(
              "https://www.cipherdyne.org/cgi-bin/myip",
              "https://api.ipify.org/",
              "https://ipv4.icanhazip.com/",
              "https://checkip.amazonaws.com/")
          .map(ResolverUrl::of)
          .toList();

  /**
   * The services of {@link #PUBLIC} over plain HTTP, with {@code www.cipherdyne.com} added as the
   * second. The first two are those of the reference client.
   */
  public static final List<ResolverUrl> PLAIN_PUBLIC =
      Stream.of(
              "http://www.cipherdyne.org/cgi-bin/myip",
              "http://www.cipherdyne.com/cgi-bin/myip",
              "http://api.ipify.org/",
              "http://ipv4.icanhazip.com/",
              "http://checkip.amazonaws.com/")
          .map(ResolverUrl::of)
          .toList();

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]+(:[0-9]{1,5})?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<before>[^/]*//)(?<host>[^/?#:@\\[\\]]+)(?<behind>([:/?#].*)?)");

  /** Checks the URL. */
  public ResolverUrl {
    String scheme = uri.getScheme();
    String authority = String.valueOf(uri.getRawAuthority());
    if (!isHttp(scheme) || !isHost(uri) || authority.contains("@")) {
      throw new IllegalArgumentException("not a web page without login");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a page, not a part of it");
    }
  }

  /**
   * Reads an HTTPS URL.
   *
   * @param text {@code https://…}, or the same without the scheme
   * @return a URL whose scheme is {@code https}
   * @throws ResolverUrlException if the text is not a URL, has a login or a fragment, or has
   *     another scheme
   */
  public static ResolverUrl parse(String text) throws ResolverUrlException {
    ResolverUrl url = parse(text, "https");
    if (url.isPlain()) {
      throw new ResolverUrlException(Reason.NOT_HTTPS, text);
    }
    return url;
  }

  /**
   * Reads a plain HTTP URL, for callers that allow it explicitly.
   *
   * @param text {@code http://…}, or the same without the scheme
   * @return a URL whose scheme is {@code http}
   * @throws ResolverUrlException if the text is not a URL, has a login or a fragment, or has
   *     another scheme
   */
  public static ResolverUrl parsePlain(String text) throws ResolverUrlException {
    ResolverUrl url = parse(text, "http");
    if (!url.isPlain()) {
      throw new ResolverUrlException(Reason.NOT_PLAIN_HTTP, text);
    }
    return url;
  }

  /**
   * {@return whether it is plain HTTP, so that anyone on the path can read and forge the response}
   */
  public boolean isPlain() {
    return uri.getScheme().equalsIgnoreCase("http");
  }

  private static ResolverUrl parse(String text, String scheme) throws ResolverUrlException {
    try {
      String whole = text.contains("://") ? text : scheme + "://" + text;
      return new ResolverUrl(new URI(withAsciiHost(whole)));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new ResolverUrlException(Reason.NOT_A_URL, text);
    }
  }

  /** A name with an underscore is no host for {@link URI}, and yet names of machines have them. */
  private static boolean isHost(URI uri) {
    String authority = uri.getRawAuthority();
    return uri.getHost() != null || (authority != null && HOST.matcher(authority).matches());
  }

  private static String withAsciiHost(String url) {
    Matcher matcher = AUTHORITY.matcher(url);
    return matcher.matches()
        ? matcher.group("before")
            + HostResolver.ascii(matcher.group("host"))
            + matcher.group("behind")
        : url;
  }

  private static ResolverUrl of(String text) {
    return new ResolverUrl(URI.create(text));
  }

  private static boolean isHttp(@Nullable String scheme) {
    return scheme != null && List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT));
  }

  /** Without its query, which may hold a token. */
  @Override
  public String toString() {
    String text = uri.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query) + "?…";
  }
}
