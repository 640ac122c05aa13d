package dev.slipway.router;

import dev.slipway.fault.SlipwayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A built site as it is served: single-page applications first; immutable.
 *
 * <p>Hashed assets may be kept for ever and stay reachable from the releases before, so that a page
 * that was loaded before a switch finds its chunks after it. Everything else is asked for again
 * each time and mostly answered with 304.
 */
final class Site {
  /** A request as far as a site looks at it; header names in lower case. */
  record Request(String method, String target, Map<String, String> headers) {
    Request {
      headers = Map.copyOf(headers);
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  private static final String CONFIG = "/config.json";
  private static final String INDEX = "index.html";

  private final @Nullable SiteIndex current;
  private final List<SiteIndex> previous;
  private final Optional<String> config;

  private Site(@Nullable SiteIndex current, List<SiteIndex> previous, Optional<String> config) {
    this.current = current;
    this.previous = List.copyOf(previous);
    this.config = config;
  }

  /**
   * Reads the folders; blocks. Folders of earlier releases that are gone by now are left out.
   *
   * @throws dev.slipway.fault.SlipwayException NOT_FOUND when the site's own folder is not there
   */
  static Site read(Destination.Site site) {
    List<SiteIndex> previous = new ArrayList<>();
    for (Path folder : site.previous()) {
      if (Files.isDirectory(folder)) {
        previous.add(SiteIndex.read(folder));
      }
    }
    Optional<String> config = Optional.empty();
    if (!site.config().isEmpty()) {
      String json =
          Json.object(
              out ->
                  site.config().entrySet().stream()
                      .sorted(Map.Entry.comparingByKey())
                      .forEach(each -> out.writeStringProperty(each.getKey(), each.getValue())));
      config = Optional.of(json);
    }
    return new Site(SiteIndex.read(site.folder()), previous, config);
  }

  /**
   * The same, but a folder that is gone is a site that answers 503: a router must not stay down
   * because of it.
   */
  static Site readOrAbsent(Destination.Site site) {
    try {
      return read(site);
    } catch (SlipwayException gone) {
      return new Site(null, List.of(), Optional.empty());
    }
  }

  SiteReply answer(Request request) {
    SiteIndex files = current;
    if (files == null) {
      return SiteReply.text(503, "The files of this site are gone.");
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      SiteReply refused = SiteReply.text(405, "This is a static site: only GET and HEAD.");
      Map<String, String> headers = new HashMap<>(refused.headers());
      headers.put("allow", "GET, HEAD");
      return new SiteReply(405, headers, refused.body());
    }
    Optional<String> path = UrlPath.decode(request.target());
    if (path.isEmpty()) {
      return SiteReply.text(400, "This is not the path of a file.");
    }
    return answer(files, path.get(), request);
  }

  private SiteReply answer(SiteIndex files, String path, Request request) {
    if (path.equals(CONFIG) && config.isPresent()) {
      return new SiteReply(
          200,
          Map.of("content-type", "application/json", "cache-control", "no-store"),
          new SiteReply.Body.Text(config.get()));
    }
    Optional<SiteFile> file = found(files, path);
    if (file.isPresent()) {
      return SiteFileReply.of(file.get(), request);
    }
    if (!path.endsWith("/") && files.file(path + "/" + INDEX).isPresent()) {
      return new SiteReply(
          308,
          Map.of("location", UrlPath.encode(path + "/"), "cache-control", "no-cache"),
          new SiteReply.Body.None());
    }
    Optional<SiteFile> fallback = files.file("/" + INDEX);
    if (fallback.isPresent() && isPage(path, request)) {
      return SiteFileReply.of(fallback.get(), request);
    }
    return files
        .file("/404.html")
        .map(page -> SiteFileReply.notFound(page, request))
        .orElseGet(() -> SiteReply.text(404, "There is no such file."));
  }

  private Optional<SiteFile> found(SiteIndex files, String path) {
    String wanted = path;
    if (path.endsWith("/")) {
      wanted = path + INDEX;
    }
    Optional<SiteFile> file = files.file(wanted);
    for (SiteIndex before : previous) {
      if (file.isPresent()) {
        return file;
      }
      // Anything but an asset whose name tells its content would be a page of a release that is
      // gone.
      file = before.file(wanted).filter(SiteFile::immutable);
    }
    return file;
  }

  /** A route of the application rather than a file that is missing. */
  private static boolean isPage(String path, Request request) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (last.indexOf('.') < 0) {
      return true;
    }
    return request
        .header("accept")
        .map(accept -> accept.toLowerCase(Locale.ROOT).contains("text/html"))
        .orElse(false);
  }
}
