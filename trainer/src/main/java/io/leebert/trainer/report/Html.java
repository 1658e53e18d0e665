package io.leebert.trainer.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A page in one file: pictures and style are within it, and it asks for nothing else. All texts are
 * escaped here.
 */
final class Html {

  private final StringBuilder body = new StringBuilder();
  private final String title;

  Html(String title) {
    this.title = title;
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(letter);
      }
    }
    return escaped.toString();
  }

  Html element(String tag, String text) {
    body.append('<').append(tag).append('>').append(escape(text));
    body.append("</").append(tag).append(">\n");
    return this;
  }

  /** A paragraph of one of the style sheet's classes. */
  Html paragraph(String styleClass, String text) {
    body.append("<p class=\"").append(styleClass).append("\">").append(escape(text));
    body.append("</p>\n");
    return this;
  }

  /** The few numbers that matter most. */
  Html facts(Map<String, String> facts) {
    body.append("<dl class=\"facts\">\n");
    facts.forEach(
        (name, value) ->
            body.append("<div><dt>")
                .append(escape(name))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd></div>\n"));
    body.append("</dl>\n");
    return this;
  }

  /** Opens a grid, in which pictures and tables stand beside each other where there is room. */
  Html grid() {
    body.append("<div class=\"grid\">\n");
    return this;
  }

  Html gridEnd() {
    body.append("</div>\n");
    return this;
  }

  Html plot(Plot plot) {
    String wide = plot.width() > 700 ? " class=\"wide\"" : "";
    body.append("<figure").append(wide).append("><img width=\"").append(plot.width());
    body.append("\" height=\"").append(plot.height());
    body.append("\" style=\"max-width:").append(plot.width() * 5 / 4).append("px\" alt=\"");
    body.append(escape(plot.title() + ". " + plot.description()));
    body.append("\" src=\"data:image/png;base64,");
    body.append(Base64.getEncoder().encodeToString(plot.png())).append("\"></figure>\n");
    return this;
  }

  Html table(Table table) {
    body.append("<div class=\"scroll\"><table><caption>").append(escape(table.caption()));
    body.append("</caption>\n");
    inner(table);
    body.append("</table></div>\n");
    return this;
  }

  /** A table that is folded away until somebody wants it. */
  Html folded(Table table) {
    body.append("<details><summary>").append(escape(table.caption()));
    body.append(" <span class=\"soft\">(").append(table.size()).append(")</span></summary>\n");
    body.append("<div class=\"scroll\"><table>\n");
    inner(table);
    body.append("</table></div></details>\n");
    return this;
  }

  private void inner(Table table) {
    body.append("<thead>");
    row(table, table.head(), "th", "");
    body.append("</thead>\n<tbody>\n");
    for (int i = 0; i < table.rows().size(); i++) {
      row(table, table.rows().get(i), "td", i == table.marked() ? " class=\"mark\"" : "");
    }
    body.append("</tbody>");
  }

  private void row(Table table, List<String> cells, String tag, String attributes) {
    body.append("<tr").append(attributes).append('>');
    for (int column = 0; column < cells.size(); column++) {
      body.append('<').append(tag).append(column < table.words() ? ">" : " class=\"n\">");
      body.append(escape(cells.get(column))).append("</").append(tag).append('>');
    }
    body.append("</tr>\n");
  }

  /** The whole page. */
  String page() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <title>%s</title>
        <link rel="icon" href="data:,">
        <style>
        %s</style>
        </head>
        <body>
        %s</body>
        </html>
        """
        .formatted(escape(title), style(), body);
  }

  private static String style() {
    try (InputStream css = Html.class.getResourceAsStream("page.css")) {
      if (css == null) {
        throw new IllegalStateException("page.css is missing beside " + Html.class.getName());
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
