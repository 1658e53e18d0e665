package io.leebert.deploy.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Makes the sample set: messages of 4 to 40 words to an online pharmacy and shop, in {@link
 * #LABELS} equally often. Some say what they want in plain words, some only hint at it, and some
 * mention another matter first or last that is already settled: those need more than the presence
 * of a word. Typing slips, greetings and small talk are laid over all of them.
 *
 * <p>The same seed gives the same set. A fifth of all phrasings is kept for the held-out part.
 */
public final class SampleGenerator {
  /** The labels, in the order of the grammars. */
  public static final List<String> LABELS =
      List.of(
          "order-status",
          "refund",
          "prescription",
          "medical-question",
          "stock",
          "payment",
          "account",
          "complaint");

  /**
   * A label that no sample set of {@link #generate} has: what customers begin to write about once
   * the pharmacy offers something new.
   */
  public static final String NEW_LABEL = "vaccination";

  private static final int MIN_WORDS = 4;
  private static final int MAX_WORDS = 40;
  private static final int ATTEMPTS_PER_MESSAGE = 200;
  private static final int HELD_OUT_SHARE = 5;

  private final Grammar slots = Grammar.read("slots");
  private final Grammar frame = Grammar.read("frame");
  private final Map<String, Grammar> grammars = new LinkedHashMap<>();
  private final Random random;
  private final Typist typist;

  /** A generator whose every message follows from the seed. */
  public SampleGenerator(long seed) {
    random = new Random(seed);
    typist = new Typist(random);
    LABELS.forEach(label -> grammars.put(label, Grammar.read(label)));
  }

  /**
   * Makes a set; no text is in it twice.
   *
   * @param trainRows rows to train on
   * @param heldOutRows rows to be judged by
   */
  public SampleSet generate(int trainRows, int heldOutRows) {
    Map<String, Phrases> known = new LinkedHashMap<>();
    Map<String, Phrases> all = new LinkedHashMap<>();
    grammars.forEach(
        (label, grammar) -> {
          all.put(label, new Phrases(grammar.section("easy"), grammar.section("hard")));
          known.put(
              label, new Phrases(mostOf(grammar.section("easy")), mostOf(grammar.section("hard"))));
        });
    Set<String> taken = new HashSet<>();
    List<Message> train = messages(trainRows, known, taken);
    return new SampleSet(train, messages(heldOutRows, all, taken));
  }

  /**
   * Makes messages of the {@link #NEW_LABEL} only, as {@link #generate} makes those it knows.
   *
   * @param trainRows rows to train on
   * @param heldOutRows rows to be judged by
   */
  public SampleSet generateNew(int trainRows, int heldOutRows) {
    Grammar grammar = Grammar.read(NEW_LABEL);
    Phrases all = new Phrases(grammar.section("easy"), grammar.section("hard"));
    Phrases known = new Phrases(mostOf(all.easy()), mostOf(all.hard()));
    Set<String> taken = new HashSet<>();
    List<Message> train = newMessages(trainRows, known, taken);
    return new SampleSet(train, newMessages(heldOutRows, all, taken));
  }

  private List<Message> newMessages(int rows, Phrases phrases, Set<String> taken) {
    List<Message> messages = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      messages.add(fresh(NEW_LABEL, phrases, taken));
    }
    return messages;
  }

  private record Phrases(List<Template> easy, List<Template> hard) {}

  private List<Template> mostOf(List<Template> templates) {
    List<Template> shuffled = new ArrayList<>(templates);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, shuffled.size() - shuffled.size() / HELD_OUT_SHARE);
  }

  private List<Message> messages(int rows, Map<String, Phrases> phrases, Set<String> taken) {
    List<Message> messages = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      String label = LABELS.get(row % LABELS.size());
      messages.add(fresh(label, Objects.requireNonNull(phrases.get(label)), taken));
    }
    Collections.shuffle(messages, random);
    return messages;
  }

  private Message fresh(String label, Phrases phrases, Set<String> taken) {
    for (int attempt = 0; attempt < ATTEMPTS_PER_MESSAGE; attempt++) {
      String text = compose(label, phrases);
      int words = text.split(" ").length;
      if (words >= MIN_WORDS
          && words <= MAX_WORDS
          && taken.add(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip())) {
        return new Message(text, label);
      }
    }
    throw new IllegalStateException(
        "the grammar of " + label + " gave no new text in " + ATTEMPTS_PER_MESSAGE + " attempts");
  }

  private String compose(String label, Phrases phrases) {
    String main = expand(chance(0.6) ? phrases.easy() : phrases.hard());
    Letter letter = new Letter();
    if (chance(0.35)) {
      letter.add(expand(frame.section("greeting")) + ",");
    }
    if (chance(0.2)) {
      letter.add(sentence(expand(frame.section("background"))));
    }
    double mix = random.nextDouble();
    if (mix < 0.2) {
      letter.add(aside(label) + expand(frame.section("but")));
      letter.add(sentence(main));
    } else if (mix < 0.32) {
      letter.add(
          main + expand(frame.section("beside")).replaceFirst("^,", main.endsWith("?") ? "" : ","));
      letter.add(sentence(aside(label)));
    } else {
      letter.add(sentence(main));
    }
    if (chance(0.3)) {
      letter.add(sentence(expand(frame.section("politeness"))));
    }
    return typist.type(letter.text());
  }

  /** Puts pieces together: a capital letter at the start and after the end of a sentence. */
  private static final class Letter {
    private final StringBuilder text = new StringBuilder();

    void add(String piece) {
      boolean begins = text.length() == 0 || ".?".indexOf(text.charAt(text.length() - 1)) >= 0;
      text.append(text.length() == 0 ? "" : " ");
      text.append(begins ? capital(piece) : piece);
    }

    String text() {
      return text.toString().replaceAll("\\?\\.", "?").replaceAll(" +", " ");
    }
  }

  /** A settled matter of another label. */
  private String aside(String label) {
    String other = label;
    while (other.equals(label)) {
      other = LABELS.get(random.nextInt(LABELS.size()));
    }
    return expand(Objects.requireNonNull(grammars.get(other)).section("aside"));
  }

  private String expand(List<Template> templates) {
    return templates.get(random.nextInt(templates.size())).expand(random, slots::section);
  }

  private static String sentence(String words) {
    return words.endsWith("?") ? words : words + ".";
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
