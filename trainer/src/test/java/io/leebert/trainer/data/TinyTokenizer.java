package io.leebert.trainer.data;

/**
 * A tokenizer.json of whole words; it asks for padding and truncation of its own, which ours must
 * ignore.
 */
public final class TinyTokenizer {

  public static final long CLS = 2;
  public static final long SEP = 3;

  private TinyTokenizer() {}

  public static String json() {
    return """
        {"version":"1.0",
         "truncation":{"direction":"Right","max_length":3,"strategy":"LongestFirst","stride":0},
         "padding":{"strategy":{"Fixed":9},"direction":"Right","pad_to_multiple_of":null,
                    "pad_id":0,"pad_type_id":0,"pad_token":"[PAD]"},
         "added_tokens":[
          {"id":0,"content":"[PAD]","single_word":false,"lstrip":false,"rstrip":false,
           "normalized":false,"special":true},
          {"id":2,"content":"[CLS]","single_word":false,"lstrip":false,"rstrip":false,
           "normalized":false,"special":true},
          {"id":3,"content":"[SEP]","single_word":false,"lstrip":false,"rstrip":false,
           "normalized":false,"special":true}],
         "normalizer":{"type":"Lowercase"},
         "pre_tokenizer":{"type":"Whitespace"},
         "post_processor":{"type":"TemplateProcessing",
          "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
                    {"SpecialToken":{"id":"[SEP]","type_id":0}}],
          "pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
                  {"SpecialToken":{"id":"[SEP]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},
                  {"SpecialToken":{"id":"[SEP]","type_id":1}}],
          "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]},
                            "[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}},
         "decoder":null,
         "model":{"type":"WordLevel","unk_token":"[UNK]",
          "vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"late":4,"parcel":5,"refund":6,
                   "money":7,"hello":8,"thanks":9,"please":10,"my":11,"where":12,"is":13}}}
        """;
  }
}
