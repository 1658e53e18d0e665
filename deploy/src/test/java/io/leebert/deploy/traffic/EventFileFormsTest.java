package io.leebert.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.traffic.EventFile.Columns;
import io.leebert.deploy.traffic.EventFile.Layout;
import io.leebert.schemas.fixture.InLocale;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other programs leave them: no event is lost in one, and none is made up. */
class EventFileFormsTest {

  private static final Columns TEXT = new Columns("text", null, null, null, null);

  @ParameterizedTest
  @CsvSource({
    "LINES,late",
    "CSV,'text,id\nlate,1\n'",
    "TSV,'text\tid\nlate\t1\n'",
    "JSONL,'{\"text\":\"late\"}'"
  })
  void theMarkThatTableProgramsBeginAFileWithIsNoPartOfIt(Layout layout, String content) {
    assertThat(texts(layout, "\uFEFF" + content)).containsExactly("late");
    assertThat(texts(layout, content)).containsExactly("late");
  }

  @Test
  void aMarkWithinAFileIsALetterOfItsText() {
    assertThat(texts(Layout.LINES, "one\n\uFEFFtwo")).containsExactly("one", "\uFEFFtwo");
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"LINES", "JSONL"})
  void anEmptyFileHasNoEvents(Layout layout) {
    assertThat(texts(layout, "")).isEmpty();
    assertThat(texts(layout, "\n\r\n \t\n")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"CSV", "TSV"})
  void aTableWithoutAHeaderLacksItsColumn(Layout layout) {
    assertThatThrownBy(() -> texts(layout, ""))
        .isInstanceOf(EventFileException.class)
        .hasMessage("events has no column \"text\", only []");
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"CSV", "TSV"})
  void aTableOfAHeaderAloneHasNoEvents(Layout layout) {
    assertThat(texts(layout, "text\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndAsTheSystemThatWroteThemEndsThem(String end) {
    assertThat(texts(Layout.LINES, "one" + end + "two" + end)).containsExactly("one", "two");
    assertThat(texts(Layout.CSV, "text" + end + "one" + end + "two")).containsExactly("one", "two");
    assertThat(texts(Layout.TSV, "text" + end + "one" + end + "two")).containsExactly("one", "two");
    assertThat(texts(Layout.JSONL, "{\"text\":\"one\"}" + end + "{\"text\":\"two\"}"))
        .containsExactly("one", "two");
  }

  @Test
  void whatIsWrittenInALineIsTheTextWithItsSpaces() {
    assertThat(texts(Layout.LINES, "  two words \n{\"text\":1}\ntext,id"))
        .containsExactly("  two words ", "{\"text\":1}", "text,id");
  }

  @Test
  void lettersOfAnyScriptComeThrough() {
    String any = "größe İstanbul 日本語 😀";

    assertThat(texts(Layout.LINES, any)).containsExactly(any);
    assertThat(texts(Layout.CSV, "text\n" + any)).containsExactly(any);
    assertThat(texts(Layout.TSV, "text\n" + any)).containsExactly(any);
    assertThat(texts(Layout.JSONL, "{\"text\":\"gr\\u00f6\\u00dfe\"}")).containsExactly("größe");
  }

  @Test
  void aSecondObjectInALineIsNotLostInSilence() {
    assertThatThrownBy(() -> texts(Layout.JSONL, "{\"text\":\"a\"}{\"text\":\"b\"}\n"))
        .isInstanceOf(EventFileException.class)
        .hasMessageStartingWith("events:1: expected a JSON object: ");
    assertThatThrownBy(() -> texts(Layout.JSONL, "{\"text\":\"a\"}\n{\"text\":\"b\"},\n"))
        .hasMessageStartingWith("events:2: expected a JSON object: ");
  }

  @Test
  void linesThatAreEmptyCountWhereAFaultIsNamed() {
    assertThatThrownBy(() -> texts(Layout.JSONL, "{\"text\":\"a\"}\n\n\n{}\n"))
        .hasMessage("events:4: no field \"text\"");
  }

  @Test
  void whatCameBeforeAFaultHasBeenHandedOver() {
    List<OutgoingEvent> events = new ArrayList<>();

    assertThatThrownBy(
            () ->
                new EventFile("events", Layout.JSONL, TEXT)
                    .read(new StringReader("{\"text\":\"a\"}\n{"), events::add))
        .isInstanceOf(EventFileException.class);
    assertThat(events).extracting(OutgoingEvent::text).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1",
        "1.50 | 1.5",
        "true | true",
        "\"\" | ''",
        "12345678901234567890 | 12345678901234567890"
      })
  void aFieldThatIsNoTextIsWrittenAsOne(String json, String text) {
    assertThat(texts(Layout.JSONL, "{\"text\":" + json + "}")).containsExactly(text);
  }

  @Test
  void aTextThatIsNullIsMissing() {
    assertThatThrownBy(() -> texts(Layout.JSONL, "{\"text\":null}"))
        .hasMessage("events:1: no field \"text\"");
  }

  @Test
  void aFieldOfSeveralValuesIsNamedWithItsLine() {
    Columns keyed = new Columns("text", null, null, "key", null);

    assertThatThrownBy(() -> read(Layout.JSONL, keyed, "{\"text\":\"a\",\"key\":[1,2]}"))
        .hasMessage("events:1: field \"key\" must be a text, found ARRAY");
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"CSV", "TSV"})
  void aColumnThatIsThereTwiceIsNotGuessed(Layout layout) {
    String separator = layout == Layout.CSV ? "," : "\t";

    assertThatThrownBy(() -> texts(layout, String.join(separator, "text", "id", "text") + "\n"))
        .isInstanceOf(EventFileException.class)
        .hasMessage("events has the column \"text\" more than once: [text, id, text]");
    assertThat(texts(layout, String.join(separator, "id", "text", "id") + "\na" + separator + "b"))
        .containsExactly("b");
  }

  @Test
  void aColumnOfRowNumbersWithoutANameIsInNobodysWay() {
    assertThat(texts(Layout.CSV, ",text,label\n0,late,a\n1,\"paid, twice\",b\n"))
        .containsExactly("late", "paid, twice");
    assertThat(texts(Layout.TSV, "\ttext\n0\tlate\n")).containsExactly("late");
  }

  @Test
  void columnsMayStandInAnyOrderAndOthersBesideThem() {
    Columns all = new Columns("body", "reply", "number", "customer", "class");

    assertThat(
            read(
                Layout.CSV,
                all,
                "customer,ignored,class,reply,number,body\nanna,x,refund,hi,7,hello\n"))
        .containsExactly(new OutgoingEvent("anna", "hello", "hi", "7", "refund", null));
  }

  @Test
  void aRowThatEndsEarlyLacksOnlyWhatIsNotNeeded() {
    Columns labelled = new Columns("text", null, null, null, "label");

    assertThat(read(Layout.CSV, labelled, "text,label\na\n"))
        .extracting(OutgoingEvent::label)
        .containsOnlyNulls();
  }

  @Test
  void cellsBeyondTheHeaderAreNobodys() {
    assertThat(texts(Layout.CSV, "text\none,two,three\n")).containsExactly("one");
  }

  @Test
  void aQuoteThatIsNeverClosedIsNamedWithItsFile() {
    assertThatThrownBy(() -> texts(Layout.CSV, "text\n\"never closed\nand on\n"))
        .isInstanceOf(EventFileException.class)
        .hasMessageStartingWith("cannot read events: ");
  }

  @Test
  void aLineBreakWithinQuotesIsPartOfTheText() {
    assertThat(texts(Layout.CSV, "text\n\"a\r\nb\"\n\"c \"\"d\"\"\"\n"))
        .containsExactly("a\r\nb", "c \"d\"");
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aFileThatCannotBeReadOnIsNamed(Layout layout) {
    Reader broken =
        new Reader() {
          @Override
          public int read(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> new EventFile("events", layout, TEXT).read(broken, event -> {}))
        .isInstanceOf(EventFileException.class)
        .hasMessage("cannot read events: the disk is gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mails.CSV", "mails.JSONL", "MAILS.TSV", "a.csv.ndjson", "MAILS.NDJSON"})
  void endingsAreReadWhereIHasADot(String name) {
    Layout here = Layout.of(name);
    InLocale.check(
        "tr-TR",
        () -> {
          assertThat(Layout.of(name)).isEqualTo(here).isNotEqualTo(Layout.LINES);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "csv", "mails.csv.gz", "mails.csv ", "csv.txt"})
  void anEndingThatStandsForNothingIsLines(String name) {
    assertThat(Layout.of(name)).isEqualTo(Layout.LINES);
  }

  @Test
  void anEventKeepsEverythingWhenItAsksForADepth() {
    OutgoingEvent event = new OutgoingEvent("k", "a", "b", "1", "refund", null);

    assertThat(event.withPatience(3)).isEqualTo(new OutgoingEvent("k", "a", "b", "1", "refund", 3));
    assertThat(event.withPatience(3).withPatience(null)).isEqualTo(event);
  }

  private static List<String> texts(Layout layout, String content) {
    return read(layout, TEXT, content).stream().map(OutgoingEvent::text).toList();
  }

  private static List<OutgoingEvent> read(Layout layout, Columns columns, String content) {
    List<OutgoingEvent> events = new ArrayList<>();
    long count =
        new EventFile("events", layout, columns).read(new StringReader(content), events::add);
    assertThat(count).isEqualTo(events.size());
    return events;
  }
}
