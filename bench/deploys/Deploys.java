import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Deploys again and again under load, and says as one line of JSON what the visitors saw: {@code
 * Deploys.java NAME PROGRAM DEPLOYS SMALL_A_SECOND FOLDER}.
 *
 * <p>Visitors and instances live in this process, the proxy in one of its own. A second and a half
 * after a switch the old instance is stopped, whatever proxy there is.
 */
final class Deploys {
  private static final long BEFORE_STOP_MILLIS = 1_500;
  private static final long AFTER_STOP_MILLIS = 1_000;

  private Deploys() {}

  public static void main(String[] arguments) throws Exception {
    String name = arguments[0];
    int deploys = Integer.parseInt(arguments[2]);
    int smallASecond = Integer.parseInt(arguments[3]);
    Path folder = Files.createDirectories(Path.of(arguments[4]));
    int port = freePort();
    Instance current = Instance.start();
    List<Double> calls = new ArrayList<>();
    try (Proxy proxy = Proxy.start(name, arguments[1], port, current.port(), folder)) {
      warmUp(port, smallASecond);
      Tally tally = new Tally();
      try (Visitors visitors = new Visitors(port, tally)) {
        visitors.come(smallASecond);
        Thread.sleep(AFTER_STOP_MILLIS);
        for (int i = 0; i < deploys; i++) {
          Instance next = Instance.start();
          long begin = System.nanoTime();
          proxy.deploy(next.port());
          calls.add((System.nanoTime() - begin) / 1e6);
          Thread.sleep(BEFORE_STOP_MILLIS);
          current.stop();
          current = next;
          Thread.sleep(AFTER_STOP_MILLIS);
        }
      }
      calls.sort(null);
      System.out.printf(
          Locale.ROOT,
          "{\"who\": \"%s\", \"deploys\": %d, %s, \"call_ms\": [%.0f, %.0f]}%n",
          name, deploys, tally.json(), calls.get(calls.size() / 2), calls.getLast());
    }
    current.stop();
  }

  /** Not counted: compilers and connection pools on both sides get to work. */
  private static void warmUp(int port, int smallASecond) throws InterruptedException {
    try (Visitors visitors = new Visitors(port, new Tally())) {
      visitors.come(smallASecond);
      Thread.sleep(5_000);
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
