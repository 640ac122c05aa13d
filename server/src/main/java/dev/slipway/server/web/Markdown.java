package dev.slipway.server.web;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown that a step wrote, as HTML that can do no harm: tags of its own are shown as text, only
 * web addresses are links, and pictures, which would ask other servers, become links to them.
 */
record Markdown(String text) implements Content {
  private static final List<TablesExtension> EXTENSIONS = List.of(tables());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
          .attributeProviderFactory(
              context ->
                  (node, tag, attributes) -> {
                    attributes.remove("style");
                    if (node instanceof Link) {
                      attributes.put("rel", "noopener noreferrer nofollow");
                    }
                  })
          .build();

  private static TablesExtension tables() {
    return (TablesExtension) TablesExtension.create();
  }

  @Override
  public void writeTo(TemplateOutput output) {
    Node document = PARSER.parse(text);
    document.accept(new PicturesToLinks());
    output.writeContent(RENDERER.render(document));
  }

  private static final class PicturesToLinks extends AbstractVisitor {
    @Override
    public void visit(Image image) {
      Link link = new Link(image.getDestination(), image.getTitle());
      Node child = image.getFirstChild();
      while (child != null) {
        Node next = child.getNext();
        link.appendChild(child);
        child = next;
      }
      image.insertBefore(link);
      image.unlink();
      visitChildren(link);
    }
  }
}
