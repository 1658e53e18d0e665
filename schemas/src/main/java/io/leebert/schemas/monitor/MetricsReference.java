package io.leebert.schemas.monitor;

import java.util.List;
import java.util.Locale;

/** The reference page of a program's metrics, in Markdown, made from its list of them. */
public final class MetricsReference {
  private MetricsReference() {}

  /**
   * The page.
   *
   * @param heading what stands above, with the page's title
   * @param notes what stands below
   */
  public static String markdown(String heading, List<? extends Metric> metrics, String notes) {
    StringBuilder page = new StringBuilder(heading);
    page.append("| metric | kind | tags | meaning |\n|---|---|---|---|\n");
    for (Metric metric : metrics) {
      page.append("| `")
          .append(metric.exposed())
          .append("` | ")
          .append(metric.kind().name().toLowerCase(Locale.ROOT))
          .append(" | ")
          .append(tags(metric))
          .append(" | ")
          .append(metric.meaning())
          .append(" |\n");
    }
    return page.append(notes).toString();
  }

  private static String tags(Metric metric) {
    return metric.tags().isEmpty() ? "" : "`" + String.join("`, `", metric.tags()) + "`";
  }
}
