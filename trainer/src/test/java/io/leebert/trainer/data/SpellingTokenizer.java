package io.leebert.trainer.data;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A WordPiece tokenizer that knows a few dozen words and spells all others: letters, digits and
 * punctuation, at the beginning and inside of words.
 */
public final class SpellingTokenizer {
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");
  private static final List<String> WORDS =
      List.of(
          "late",
          "parcel",
          "where",
          "order",
          "track",
          "refund",
          "money",
          "bill",
          "paid",
          "price",
          "login",
          "password",
          "mail",
          "reset",
          "locked",
          "hello",
          "please",
          "my",
          "is",
          "the",
          "thanks",
          "today",
          "still",
          "help",
          "and",
          "to",
          "not",
          "you",
          "it",
          "when");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String PUNCTUATION = ".,:;!?'()-/&%$#@+=*";

  private SpellingTokenizer() {}

  /** Number of entries of its vocabulary. */
  public static int size() {
    return entries().size();
  }

  private static List<String> entries() {
    return Stream.of(
            SPECIAL.stream(),
            WORDS.stream(),
            (LETTERS + PUNCTUATION).chars().mapToObj(Character::toString),
            LETTERS.chars().mapToObj(letter -> "##" + Character.toString(letter)))
        .flatMap(part -> part)
        .toList();
  }

  /** The content of {@code tokenizer.json}. */
  public static String json() {
    List<String> entries = entries();
    String vocabulary =
        IntStream.range(0, entries.size())
            .mapToObj(id -> "\"" + entries.get(id) + "\":" + id)
            .collect(Collectors.joining(","));
    String special =
        IntStream.range(0, SPECIAL.size())
            .mapToObj(
                id ->
                    """
                    {"id":%d,"content":"%s","single_word":false,"lstrip":false,"rstrip":false,
                     "normalized":false,"special":true}"""
                        .formatted(id, SPECIAL.get(id)))
            .collect(Collectors.joining(",\n"));
    return """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[
        %s],
        "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,
         "strip_accents":null,"lowercase":true},
        "pre_tokenizer":{"type":"BertPreTokenizer"},
        "post_processor":{"type":"TemplateProcessing",
         "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
          {"SpecialToken":{"id":"[SEP]","type_id":0}}],
         "pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
          {"SpecialToken":{"id":"[SEP]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},
          {"SpecialToken":{"id":"[SEP]","type_id":1}}],
         "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]},
          "[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}},
        "decoder":{"type":"WordPiece","prefix":"##","cleanup":true},
        "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
         "max_input_chars_per_word":100,"vocab":{%s}}}
        """
        .formatted(special, vocabulary);
  }
}
