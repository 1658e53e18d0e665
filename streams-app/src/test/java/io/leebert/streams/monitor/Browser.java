package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a screen, led by its own driver. Nothing of it is left at the end. */
final class Browser implements AutoCloseable {
  /** Far more than any step takes: a machine may be busy. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final String LEGIBLE = read("legible.js");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * It says at every start that there is no library for the browser's very version: none is used.
   */
  private static final Logger NOISE =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  private final ChromeDriver driver;
  private final Path folder;
  private final List<String> messages = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  /**
   * What a screen shows.
   *
   * @param texts how many texts there are to be seen
   * @param least the least contrast of them to what lies behind
   * @param worst the text that has it
   * @param shapes the least contrast of curves and bars
   * @param beyond texts that reach beyond the window
   */
  record Legible(int texts, double least, String worst, double shapes, List<String> beyond) {}

  private Browser(ChromeDriver driver, Path folder) {
    this.driver = driver;
    this.folder = folder;
  }

  /** What is missing here, or null. */
  static @Nullable String missing() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER)
        ? null
        : "there is no "
            + CHROMIUM
            + " with a "
            + DRIVER
            + " (Debian: apt-get install chromium chromium-driver)";
  }

  static Browser start() throws IOException {
    NOISE.setLevel(Level.OFF);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(processes())));
    Path folder = Files.createTempDirectory("browser");
    try {
      return start(folder);
    } catch (WebDriverException e) {
      // It is not what is tested here, and a busy machine may have been too slow for it.
      return start(folder);
    }
  }

  private static Browser start(Path folder) {
    try {
      return new Browser(driver(folder), folder);
    } catch (WebDriverException e) {
      end(processes());
      throw e;
    }
  }

  private static ChromeDriver driver(Path folder) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    // Tests may run as root, for whom Chromium has no sandbox; the page is our own.
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
    options.setExperimentalOption("browserStartupTimeout", LIMIT.toMillis());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.setPageLoadTimeout(LIMIT);
    options.setScriptTimeout(LIMIT);
    return new ChromeDriver(
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .withEnvironment(Map.of("TMPDIR", folder.toString()))
            .withTimeout(LIMIT)
            .build(),
        options);
  }

  /** Leaves the page that was open, forgets all that was, and opens another. */
  void open(URI address) {
    driver.get("about:blank");
    heard();
    complaints();
    messages.clear();
    requests.clear();
    driver.get(address.toString());
  }

  /** Opens one more window and a page in it, and says how to get back there. */
  String another(WindowType type, URI address) {
    driver.switchTo().newWindow(type);
    driver.get(address.toString());
    return driver.getWindowHandle();
  }

  String window() {
    return driver.getWindowHandle();
  }

  void goTo(String window) {
    driver.switchTo().window(window);
  }

  /** Closes all windows but one, and goes there. */
  void keep(String window) {
    for (String other : driver.getWindowHandles()) {
      if (!other.equals(window)) {
        driver.switchTo().window(other).close();
      }
    }
    goTo(window);
  }

  /** Width in CSS pixels, a phone where it is small, and what the person prefers. */
  void screen(int width, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 500));
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  void click(String id) {
    driver.findElement(By.id(id)).click();
  }

  /** What a person reads in a place; empty where it is not to be seen. */
  String text(String id) {
    return driver.findElement(By.id(id)).getText();
  }

  void awaitText(String id, String... parts) {
    await(id).atMost(LIMIT).untilAsserted(() -> assertThat(text(id)).contains(parts));
  }

  /** All that the page is made of at the moment. */
  String source() {
    return Objects.requireNonNull(driver.getPageSource());
  }

  void awaitTrue(String condition) {
    await(condition).atMost(LIMIT).until(() -> script("return " + condition).equals(true));
  }

  void run(String script) {
    driver.executeScript(script);
  }

  /** What a script returns. */
  Object script(String script) {
    return Objects.requireNonNull(driver.executeScript(script));
  }

  Legible legible() {
    return JSON.convertValue(script(LEGIBLE), Legible.class);
  }

  /** What the browser's console has been told since the last call. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** All that all windows have asked for since a page was opened: method and address. */
  List<String> requests() {
    heard();
    return List.copyOf(requests);
  }

  /** All events that the server has sent since a page was opened. */
  List<String> messages() {
    heard();
    return List.copyOf(messages);
  }

  private void heard() {
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = tree(entry.getMessage()).path("message");
      JsonNode params = message.path("params");
      switch (message.path("method").asText()) {
        case "Network.requestWillBeSent" -> {
          JsonNode request = params.path("request");
          requests.add(request.path("method").asText() + " " + request.path("url").asText());
        }
        case "Network.eventSourceMessageReceived" -> messages.add(params.path("data").asText());
        default -> {}
      }
    }
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String file) {
    try (InputStream script = Objects.requireNonNull(Browser.class.getResourceAsStream(file))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ProcessHandle> processes() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").contains("chrom"))
        .toList();
  }

  private static void end(List<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroyForcibly);
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // It may still write there while it ends.
      folder.toFile().deleteOnExit();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> processes = processes();
    try {
      driver.quit();
    } finally {
      // By now there are none, unless something went wrong.
      end(processes);
      delete();
    }
  }
}
