package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.bson.Document;

/** A program that connects to the server of its argument and prints an answer. */
final class DriverClient {
  private static final String USER_AND_TLS =
      """
      select current_user || ', TLS: ' || ssl from pg_stat_ssl where pid = pg_backend_pid()
      """;

  private DriverClient() {}

  /** What it prints, in a JVM with these options. */
  static String answer(String url, String... jvm) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(List.of("-cp", classPath()));
    command.addAll(List.of(jvm));
    command.addAll(List.of(DriverClient.class.getName(), url));
    Process client =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(client.getInputStream().readAllBytes());
    assertTrue(client.waitFor(60, TimeUnit.SECONDS), url);
    return out.strip();
  }

  /** That of this JVM. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  public static void main(String[] arguments) throws Exception {
    String url = arguments[0];
    System.out.println(
        switch (url.substring(0, url.indexOf("://"))) {
          case "mongodb" -> ping(url);
          case "https" -> page(url);
          case "jdbc:postgresql" -> ask(url, USER_AND_TLS);
          default -> ask(url, "select current_user()");
        });
  }

  private static String ping(String url) {
    try (MongoClient client = MongoClients.create(url)) {
      return "ok: " + client.getDatabase("app").runCommand(new Document("ping", 1)).get("ok");
    }
  }

  private static String page(String url) throws IOException {
    KnockingSocketFactory factory = new KnockingSocketFactory();
    OkHttpClient client = new OkHttpClient.Builder().socketFactory(factory).build();
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    }
  }

  private static String ask(String url, String question) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
