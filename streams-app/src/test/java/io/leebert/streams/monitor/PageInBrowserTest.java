package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.monitor.Answer;
import io.leebert.schemas.monitor.MonitorServer;
import io.leebert.schemas.monitor.MonitorSettings;
import io.leebert.schemas.monitor.Routes;
import io.leebert.schemas.monitor.Verdict;
import io.leebert.streams.accuracy.Accuracy;
import io.leebert.streams.accuracy.AccuracyReport;
import io.leebert.streams.accuracy.Judge;
import io.leebert.streams.accuracy.LabelSettings;
import io.leebert.streams.autoscale.LagMonitor;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

/** The page as a person sees it: a real browser, a real server, and events made up here. */
class PageInBrowserTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String TEXT = "my parcel <b>never</b> came & I \"wait\"";
  private static final String TROUBLE =
      "labels cannot be read for now: no right to read labels. Who may change rights on the broker"
          + " gives it by: kafka-acls --bootstrap-server broker:9092 --add --topic labels";
  private static final String CONTROL = " --bootstrap-servers broker:9092";

  private static Browser browser;

  private final WatchedModel watched = new WatchedModel();
  private long seconds;

  @BeforeAll
  static void start() throws IOException {
    String missing = Browser.missing();
    assumeTrue(missing == null, missing);
    browser = Browser.start();
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void close() {
    watched.close();
  }

  @Test
  void whatHappensIsOnThePageAMomentLater() {
    try (ServeMonitor monitor = serve(false, 0)) {
      open(monitor);
      browser.awaitText("model", "small 7 · 4 layers");
      browser.awaitText("health", "not ready");
      browser.awaitText("reason", "Kafka Streams is CREATED");
      browser.awaitText("patience", "4");
      browser.awaitText("partitions", "text-events-3", "5");
      assertThat(browser.text("totals")).isEqualTo("0 in all, 0 set aside");
      assertThat(browser.text("accuracy")).isEqualTo("–");
      assertThat(browser.text("judged"))
          .isEqualTo("labels are not read: leebert.labelled.topic is not set");

      monitor.results().predicted(Predicted.now(3), null);
      browser.awaitText("recent", "billing", "80 %", "3 / 4", "text-events-0@1");
      browser.awaitText("totals", "1 in all, 0 set aside");
      browser.awaitText("exits", "layer 3", "1 · 100 %");
      browser.awaitText("mean-exit", "mean 3.00 of 4");

      monitor.results().predicted(Predicted.now(1), null);
      look(monitor, 5000, 5000);
      watched.streams().close();
      browser.awaitText("totals", "2 in all, 0 set aside");
      browser.awaitText("exits", "layer 1", "1 · 50 %");
      browser.awaitText("patience", "1");
      browser.awaitText("motive", "falls");
      browser.awaitText("choices", "▸ 1", "250/s");
      browser.awaitText("waiting", "5000");
      browser.awaitText("reason", "Kafka Streams is NOT_RUNNING");
      browser.awaitTrue(
          "['c-rate', 'c-lag', 'c-patience'].every("
              + "id => document.querySelector('#' + id + ' .one').getTotalLength() > 0)");
      soundOnEveryScreen(monitor);
      assertThat(browser.script("return [...document.querySelectorAll('input')].map(e => e.id)"))
          .as("all that takes a click")
          .isEqualTo(List.of("texts"));
      assertThat(browser.script("return document.querySelectorAll('form, button, a').length"))
          .isEqualTo(0L);
    }
  }

  @Test
  void textsAreNeitherOnThePageNorSentToItUnlessTheSettingsHaveIt() {
    try (ServeMonitor monitor = serve(false, 0)) {
      monitor.results().predicted(Predicted.now(3), new TextEvent(TEXT, null, null));
      open(monitor);
      browser.awaitText("recent", "billing");
      assertThat(browser.script("return document.getElementById('show').checkVisibility()"))
          .isEqualTo(false);
      assertThat(browser.source()).contains("billing").doesNotContain("parcel");
      assertThat(browser.messages())
          .anyMatch(message -> message.contains("billing"))
          .noneMatch(message -> message.contains("parcel"));
    }
  }

  @Test
  void textsAreShownToWhoAsksForThemAndNothingInThemIsTakenForMarkup() {
    try (ServeMonitor monitor = serve(true, 0)) {
      monitor.results().predicted(Predicted.now(3), new TextEvent(TEXT, null, null));
      open(monitor);
      browser.awaitText("recent", "billing");
      assertThat(browser.text("recent")).doesNotContain("parcel");
      browser.click("texts");
      browser.awaitText("recent", TEXT);
      assertThat(browser.script("return document.querySelectorAll('#recent b').length"))
          .isEqualTo(0L);
      soundOnEveryScreen(monitor);
    }
  }

  @Test
  void accuracyIsThereWhenLabelsArriveAndBeginsAnewWithTheNextVersion() {
    try (ServeMonitor monitor = start(false, 0)) {
      Judge judge =
          new Judge(
              new LabelSettings("labels", 10, Duration.ofMinutes(1)),
              monitor.labels(),
              System::nanoTime);
      monitor.judges(judge);
      monitor.starts(watched.streams(), watched.service());
      look(monitor, 5, 7);
      open(monitor);
      browser.awaitText("judged", "no labels yet");
      assertThat(browser.text("accuracy")).isEqualTo("–");
      for (String label : List.of("billing", "billing", "shipping")) {
        monitor.results().predicted(Predicted.now(3), null);
        judge.predicted(Predicted.now(3), new TextEvent(TEXT, null, null));
        judge.label(new LabelledText(TEXT, label, null, null, null));
      }
      browser.awaitText("accuracy", "66.7 %");
      browser.awaitText("judged", "of the last 3 with a label");
      browser.awaitText("exits", "layer 3", "3 · 100 % · 66.7 % right");
      monitor.reported(event("8", ModelEventType.SERVING));
      browser.awaitText("accuracy", "–");
      browser.awaitText("judged", "none of what this version", "7 before it: 66.7 % of 3");
      assertThat(browser.text("trouble")).isEmpty();

      Accuracy before = new Accuracy("7", 3, 2, List.of());
      told(new AccuracyReport(new Accuracy("8", 0, 0, List.of()), before, 3, TROUBLE));
      assertThat(browser.text("trouble")).isEqualTo(TROUBLE);
      assertThat(browser.text("judged")).as("once").isEqualTo("7 before it: 66.7 % of 3");
      told(new AccuracyReport(new Accuracy("8", 2, 1, List.of()), before, 5, TROUBLE));
      assertThat(browser.text("accuracy")).isEqualTo("50.0 %");
      assertThat(browser.text("judged"))
          .isEqualTo("of the last 2 with a label · 7 before it: 66.7 % of 3");
      assertThat(browser.text("trouble")).isEqualTo(TROUBLE);
      soundOnEveryScreen(monitor);
    }
  }

  @Test
  void versionsComeWithTheCommandsToSendAndTheTrainersWorkWithABar() {
    Catalogue catalogue = new Catalogue();
    version(catalogue, 1, "6", ModelEventType.CANDIDATE);
    version(catalogue, 2, "<i>it's \"new\"; rm x", ModelEventType.CANDIDATE);
    version(catalogue, 3, "7", ModelEventType.PROMOTED);
    Catalogue twoPromoted = new Catalogue();
    version(twoPromoted, 1, "6", ModelEventType.PROMOTED);
    version(twoPromoted, 2, "7", ModelEventType.PROMOTED);
    ModelEvent progress = event("8", ModelEventType.PROGRESS);
    progress.setCommandId("retrain-\"1'<i>");
    progress.setProgress(0.25);
    progress.setSecondsLeft(90.0);
    progress.setMessage("training, epoch 1 of at most 4");
    catalogue.apply(4, 0, CatalogueKeys.command(progress.getCommandId()), progress);
    try (ServeMonitor monitor = serve(false, 0)) {
      monitor.read(catalogue, "small");
      open(monitor);
      browser.awaitText(
          "versions",
          "in service",
          "leebert control promote 6 --bootstrap-servers broker:9092",
          "leebert control promote '<i>it'\\''s \"new\"; rm x' --bootstrap-servers broker:9092");
      browser.awaitText(
          "work", "training, epoch 1 of at most 4, about 1.5 min left", "retrain-\"1'<i>");
      assertThat(browser.script("return document.querySelector('#work progress').value"))
          .isEqualTo(0.25);
      assertThat(browser.script("return document.querySelectorAll('main i i, main td i').length"))
          .isEqualTo(0L);
      soundOnEveryScreen(monitor);
      assertThat(browser.text("versions")).as("none to go back to").doesNotContain("rollback");
      monitor.read(twoPromoted, "small");
      browser.awaitText("versions", "leebert control rollback --bootstrap-servers broker:9092");
    }
  }

  @Test
  void anApplicationThatIsGoneIsSaidToBeGoneAndThatItIsBack() {
    int port;
    try (ServeMonitor monitor = serve(false, 0)) {
      port = address(monitor).getPort();
      open(monitor);
      browser.awaitText("model", "small 7");
    }
    browser.awaitText("health", "no word");
    browser.awaitText("reason", "asking again");
    browser.run("dispatchEvent(new Event('resize'))");
    assertThat(browser.text("health")).as("what is drawn anew is as old").isEqualTo("no word");
    assertThat(browser.text("reason")).contains("asking again");
    // Another program may have had the port for a moment.
    ServeMonitor[] back = new ServeMonitor[1];
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () -> {
              back[0] = start(false, port);
              return true;
            });
    try (ServeMonitor monitor = back[0]) {
      browser.awaitText("model", "no model yet");
      browser.awaitText("reason", "loading the model");
      assertThat(browser.text("accuracy")).isEqualTo("–");
      assertThat(browser.text("judged")).as("whether labels are read, nobody knows yet").isEmpty();
      monitor.starts(watched.streams(), watched.service());
      browser.awaitText("model", "small 7");
      browser.awaitText("health", "not ready");
    }
  }

  @Test
  void aPageThatIsTurnedAwayAsksAgain() {
    AtomicInteger asked = new AtomicInteger();
    Routes routes =
        new Routes()
            .page("/", LivePage::read)
            .page(
                "/live",
                () -> asked.incrementAndGet() == 1 ? Answer.text(503, "too many\n") : nothingYet());
    try (MonitorServer server = MonitorServer.start(MonitorSettings.ANY_PORT, routes)) {
      browser.open(server.address());
      browser.awaitText("health", "ready");
      assertThat(browser.text("reason")).isEqualTo("serving");
      assertThat(browser.text("model")).isEqualTo("no model yet");
      assertThat(asked).hasValueGreaterThan(1);
      assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("503"));
      assertThat(browser.legible().least()).isGreaterThanOrEqualTo(4.5);
    }
  }

  @Test
  void everyWindowShowsWhatHappens() {
    String first = browser.window();
    try (ServeMonitor monitor = serve(false, 0)) {
      open(monitor);
      String second = browser.another(WindowType.WINDOW, address(monitor));
      String third = browser.another(WindowType.TAB, address(monitor));
      monitor.results().predicted(Predicted.now(3), null);
      for (String window : List.of(first, second, third)) {
        browser.goTo(window);
        browser.awaitText("recent", "billing");
      }
    } finally {
      browser.keep(first);
    }
  }

  @Test
  void aPageThatNobodyLooksAtAsksForNothingUntilSomebodyDoesAndSaysWhenThatHangs() {
    try (ServeMonitor monitor = serve(false, 0)) {
      open(monitor);
      browser.awaitText("totals", "0 in all");
      hide(true);
      assertThat(browser.script("return source.readyState === EventSource.CLOSED")).isEqualTo(true);
      monitor.results().predicted(Predicted.now(3), null);
      hang(true);
      hide(false);
      browser.awaitText("health", "no word");
      browser.awaitText("reason", "since", "asking again");
      hang(false);
      hide(false);
      browser.awaitText("totals", "1 in all");
      browser.awaitText("health", "not ready");
      browser.awaitText("reason", "Kafka Streams is CREATED");
    }
  }

  /** A browser whose connections hang: it neither hears nor fails. And whose time flies. */
  private static void hang(boolean hangs) {
    browser.run(
        hangs
            ? "Object.assign(window, {real: {EventSource, setTimeout},"
                + " EventSource: function() { this.close = () => {}; },"
                + " setTimeout: (work, millis) => real.setTimeout.call(window, work, millis / 100)})"
            : "Object.assign(window, real)");
  }

  /** Ends the stream, and tells the page this of accuracy in its place. */
  private static void told(AccuracyReport report) {
    browser.run(
        "source.close(); source.onmessage({data: JSON.stringify({...latest, ...%s})})"
            .formatted(new LiveJson(System.currentTimeMillis()).accuracy(report)));
  }

  /** As a browser tells a page whose window is covered, or is not any more. */
  private static void hide(boolean hidden) {
    browser.run(
        "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
                .formatted(hidden)
            + "document.dispatchEvent(new Event('visibilitychange'))");
  }

  /** Legible and within the window on a phone and a desk, by day and by night; no complaints. */
  private static void soundOnEveryScreen(ServeMonitor monitor) {
    for (int width : new int[] {360, 1280}) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.screen(width, dark);
        String screen = width + (dark ? " dark" : " light");
        assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
            .as(screen)
            .isEqualTo(dark ? "rgb(16, 21, 28)" : "rgb(246, 247, 249)");
        assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
            .as("width of the page, " + screen)
            .isLessThanOrEqualTo(width);
        Browser.Legible legible = browser.legible();
        assertThat(legible.texts()).as("texts, " + screen).isGreaterThan(60);
        assertThat(legible.least())
            .as("contrast of \"" + legible.worst() + "\", " + screen)
            .isGreaterThanOrEqualTo(4.5);
        assertThat(legible.shapes()).as("curves and bars, " + screen).isGreaterThanOrEqualTo(3);
        assertThat(legible.beyond()).as("texts beyond the window, " + screen).isEmpty();
      }
    }
    assertThat(browser.script("return document.querySelectorAll('svg path.one').length"))
        .isEqualTo(4L);
    assertThat(browser.complaints()).isEmpty();
    String origin = address(monitor).toString();
    assertThat(browser.requests())
        .contains("GET " + origin, "GET " + origin + "live")
        .allMatch(
            request -> request.startsWith("GET " + origin) || request.startsWith("GET data:"));
    assertThat(
            browser.script(
                "return performance.getEntries().filter(e => 'initiatorType' in e)"
                    + ".map(e => new URL(e.name).origin).filter(o => o !== location.origin)"))
        .isEqualTo(List.of());
  }

  private ServeMonitor serve(boolean texts, int port) {
    ServeMonitor monitor = start(texts, port);
    monitor.starts(watched.streams(), watched.service());
    look(monitor, 5, 7);
    return monitor;
  }

  private static ServeMonitor start(boolean texts, int port) {
    return ServeMonitor.start(
        new MonitorSettings("127.0.0.1", port, 0),
        new ServeMonitor.Shown(texts, CONTROL),
        Clock.systemUTC());
  }

  /** A look at the lag a second after the one before. */
  private void look(ServeMonitor monitor, long lag, double arrived) {
    LagMonitor.Reading reading = new LagMonitor.Reading(lag, arrived, arrived, true);
    long now = seconds++ * 1_000_000_000L;
    watched.pace().look(now, reading, 0);
    monitor
        .lag()
        .looked(
            now,
            reading,
            Map.of(new TopicPartition("text-events", 3), new LagMonitor.Span(10, 10 + lag)));
  }

  /** One event of a stream, of an application that is ready and has nothing to tell. */
  private static Answer nothingYet() {
    LiveJson live =
        new LiveJson(System.currentTimeMillis())
            .control(CONTROL)
            .health(new Verdict(true, "serving", Map.of()))
            .totals(0, 0)
            .lag(Map.of())
            .history(List.of())
            .recent(List.of(), false);
    String event = "retry: 1000\n\ndata: " + live + "\n\n";
    return new Answer(200, "text/event-stream", event.getBytes(StandardCharsets.UTF_8));
  }

  private static void open(ServeMonitor monitor) {
    browser.open(address(monitor));
  }

  private static URI address(ServeMonitor monitor) {
    return Objects.requireNonNull(monitor.address());
  }

  private static void version(
      Catalogue catalogue, long offset, String version, ModelEventType type) {
    catalogue.apply(
        offset, 1_767_323_045_000L, CatalogueKeys.model("small", version), event(version, type));
  }

  private static ModelEvent event(String version, ModelEventType type) {
    return ModelEvent.newBuilder().setModel("small").setModelVersion(version).setType(type).build();
  }
}
