package io.leebert.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.traffic.EventFile.Columns;
import io.leebert.deploy.traffic.EventFile.Layout;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFileTest {
  private static final Columns TEXT = new Columns("text", null, null, null, null);
  private static final Columns ALL = new Columns("text", "pair", "id", "key", null);

  @Test
  void takesEveryLineAsATextAndSkipsEmptyOnes() {
    assertThat(read(Layout.LINES, TEXT, "one, two\n\n  \n\"three\"\r\nlast"))
        .extracting(OutgoingEvent::text)
        .containsExactly("one, two", "\"three\"", "last");
  }

  @Test
  void readsQuotedCsvByColumnNames() {
    assertThat(read(Layout.CSV, ALL, "id,key,text,pair\n7,k,\"a, \"\"b\"\"\nc\",d\n"))
        .containsExactly(new OutgoingEvent("k", "a, \"b\"\nc", "d", "7", null, null));
  }

  @Test
  void takesQuotesInTsvAsText() {
    assertThat(read(Layout.TSV, TEXT, "text\tid\n\"quite\" so\t1\n"))
        .containsExactly(OutgoingEvent.of(null, "\"quite\" so", null));
  }

  @Test
  void readsJsonLinesWithMissingNullAndNumericFields() {
    assertThat(
            read(Layout.JSONL, ALL, "{\"text\":\"a\",\"id\":5}\n{\"text\":\"b\",\"key\":null}\n"))
        .containsExactly(
            new OutgoingEvent(null, "a", null, "5", null, null),
            new OutgoingEvent(null, "b", null, null, null, null));
  }

  @Test
  void takesTheLabelFromItsColumnOrField() {
    Columns labelled = new Columns("text", null, null, null, "label");

    assertThat(read(Layout.CSV, labelled, "text,label\na,spam\n"))
        .containsExactly(new OutgoingEvent(null, "a", null, null, "spam", null));
    assertThat(read(Layout.JSONL, labelled, "{\"text\":\"a\",\"label\":1}\n{\"text\":\"b\"}\n"))
        .extracting(OutgoingEvent::label)
        .containsExactly("1", null);
  }

  @Test
  void namesTheColumnsThereAreWhenOneIsMissing() {
    assertThatThrownBy(() -> read(Layout.CSV, TEXT, "body,id\nx,1\n"))
        .isInstanceOf(EventFileException.class)
        .hasMessage("events has no column \"text\", only [body, id]");
  }

  @Test
  void namesTheLineOfARowThatIsTooShort() {
    assertThatThrownBy(() -> read(Layout.CSV, TEXT, "id,text\n1,a\n2\n"))
        .hasMessage("events:3: the row ends before column \"text\"");
  }

  @Test
  void namesTheLineThatIsNoJsonObjectOrLacksTheText() {
    assertThatThrownBy(() -> read(Layout.JSONL, TEXT, "{\"text\":\"a\"}\nhello\n"))
        .hasMessageStartingWith("events:2: expected a JSON object");
    assertThatThrownBy(() -> read(Layout.JSONL, TEXT, "{\"body\":\"a\"}\n"))
        .hasMessage("events:1: no field \"text\"");
    assertThatThrownBy(() -> read(Layout.JSONL, TEXT, "[1]\n"))
        .hasMessage("events:1: no field \"text\"");
    assertThatThrownBy(() -> read(Layout.JSONL, TEXT, "{\"text\":{}}\n"))
        .hasMessage("events:1: field \"text\" must be a text, found OBJECT");
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv,CSV",
    "A.CSV,CSV",
    "b.tsv,TSV",
    "c.jsonl,JSONL",
    "d.ndjson,JSONL",
    "e.txt,LINES",
    "-,LINES"
  })
  void tellsTheLayoutByTheEnding(String name, Layout layout) {
    assertThat(Layout.of(name)).isEqualTo(layout);
  }

  private static List<OutgoingEvent> read(Layout layout, Columns columns, String content) {
    List<OutgoingEvent> events = new ArrayList<>();
    long count =
        new EventFile("events", layout, columns).read(new StringReader(content), events::add);
    assertThat(count).isEqualTo(events.size());
    return events;
  }
}
