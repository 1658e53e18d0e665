package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a user calls things, a page shows it as text and stays whole. */
class HtmlTest {

  private static final String NASTY = "<script>alert('1' & \"2\")</script>";
  private static final String HARMLESS =
      "&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt;";

  @Test
  void everythingThatMeansSomethingInMarkupIsEscapedOnce() {
    assertThat(Html.escape(NASTY)).isEqualTo(HARMLESS);
    assertThat(Html.escape("&amp;")).isEqualTo("&amp;amp;");
    assertThat(Html.escape("größer 😀")).isEqualTo("größer 😀");
  }

  @Test
  void noPartOfAPageLetsMarkupThrough() {
    Table table = new Table(NASTY, 1, List.of(NASTY, "n"), List.of(List.of(NASTY, "1")));
    String page =
        new Html(NASTY)
            .element("h1", NASTY)
            .paragraph("soft", NASTY)
            .facts(Map.of(NASTY, NASTY))
            .plot(new Plot("a.png", NASTY, NASTY, 10, 10, new byte[] {1}))
            .table(table)
            .folded(table)
            .page();

    assertThat(page).contains(HARMLESS).doesNotContain("<script>");
  }

  @Test
  void numbersStandToTheRightAndOneRowStandsOut() {
    Table table =
        new Table(
            "scores",
            1,
            List.of("exit", "score"),
            List.of(List.of("1", "90"), List.of("2", "91")),
            1);

    assertThat(new Html("t").table(table).page())
        .contains("<th>exit</th><th class=\"n\">score</th>")
        .contains("<tr><td>1</td><td class=\"n\">90</td></tr>")
        .contains("<tr class=\"mark\"><td>2</td><td class=\"n\">91</td></tr>");
  }

  @Test
  void aFoldedTableSaysHowLongItIs() {
    Table one = new Table("mistakes", 1, List.of("class"), List.of(List.of("a")));
    Table none = new Table("mistakes", 1, List.of("class"), List.of());

    assertThat(new Html("t").folded(one).page()).contains("mistakes <span class=\"soft\">(1 row)");
    assertThat(new Html("t").folded(none).page()).contains("(0 rows)");
  }

  @Test
  void factsKeepTheirOrder() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("score", "91.2");
    facts.put("exits", "12");

    assertThat(new Html("t").facts(facts).page())
        .containsSubsequence("<dt>score</dt><dd>91.2</dd>", "<dt>exits</dt><dd>12</dd>");
  }
}
