"""Makes the folders beside this file: tiny BERT and ALBERT backbones with random weights, and what
the reference implementation (transformers) makes of a few texts in them. See README.md.

    python make_reference.py [TARGET]
"""

import json
import shutil
import sys
from pathlib import Path

import onnx
import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers
from tokenizers.processors import TemplateProcessing
from transformers import (
    AlbertConfig,
    AlbertForMaskedLM,
    AlbertModel,
    BertConfig,
    BertForSequenceClassification,
    BertModel,
)

TEXTS = [
    ("My parcel is late, where is it?", "Refund me, please!"),
    ("Thanks", None),
    ("the refunded parcels", "Café parcel is unrefundable"),
    ("where is my refund?", None),
]
LONGEST = 24
WORDS = (
    "the my me it is late where please thanks parcel refund cafe un for to and of order "
    "##s ##ed ##able ##re ##fund ##ing , . ? ! ' a b c d e f g h i j k l m n o p"
).split()


def bert_tokenizer():
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = {token: i for i, token in enumerate(specials + WORDS)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return finished(tokenizer, specials)


def albert_tokenizer():
    specials = ["<pad>", "<unk>", "[CLS]", "[SEP]", "[MASK]"]
    pieces = ["▁" + word for word in WORDS if word[0].isalpha() and len(word) > 1]
    pieces += [word.removeprefix("##") for word in WORDS if not word[0].isalpha()] + ["▁"]
    vocabulary = [(token, 0.0) for token in specials]
    vocabulary += [(piece, -2.0 - 0.1 * i) for i, piece in enumerate(pieces)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=1))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return finished(tokenizer, specials)


def finished(tokenizer, specials):
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in specials])
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return tokenizer


def randomized(model, seed):
    """Nothing is zero or one: a bias or a normalization that is left out shows."""
    generator = torch.Generator().manual_seed(seed)

    def normal(tensor, mean, deviation):
        tensor.normal_(mean, deviation, generator=generator)

    with torch.no_grad():
        for name, parameter in sorted(model.named_parameters()):
            normalization = "LayerNorm" in name or "layer_norm" in name
            if normalization and name.endswith("weight"):
                normal(parameter, 1, 0.25)
            elif parameter.dim() == 1:
                normal(parameter, 0, 0.3)
            else:
                normal(parameter, 0, 0.5 if "embeddings" in name else 0.2)
    return model.eval()


def shape(**changes):
    return {
        "hidden_size": 32,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "intermediate_size": 48,
        "max_position_embeddings": LONGEST,
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
        "attn_implementation": "eager",
    } | changes


def encoded(tokenizer):
    """The rows as the tokenizer gives them, and the same padded to one batch."""
    rows = []
    for text, pair in TEXTS:
        encoding = tokenizer.encode(text, pair)
        rows.append(
            {"text": text, "pair": pair, "ids": encoding.ids, "types": encoding.type_ids}
        )
    longest = max(len(row["ids"]) for row in rows)
    assert longest <= LONGEST

    def padded(values):
        return torch.tensor([v + [0] * (longest - len(v)) for v in values])

    batch = {
        "input_ids": padded([row["ids"] for row in rows]),
        "token_type_ids": padded([row["types"] for row in rows]),
        "attention_mask": padded([[1] * len(row["ids"]) for row in rows]),
    }
    return rows, batch


class Bare(torch.nn.Module):
    """The encoder called by keyword; its name becomes the prefix of the names in the graph."""

    def __init__(self, model):
        super().__init__()
        self.bert = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state


NAMES = ["input_ids", "attention_mask", "token_type_ids"]


def traced_export(model, folder, batch):
    """By torch.jit, as Optimum does it."""
    torch.onnx.export(
        Bare(model),
        tuple(batch[name] for name in NAMES),
        str(folder / "model.onnx"),
        input_names=NAMES,
        output_names=["last_hidden_state"],
        dynamic_axes={name: {0: "batch", 1: "tokens"} for name in [*NAMES, "last_hidden_state"]},
        opset_version=17,
        dynamo=False,
    )


def dynamo_export(model, folder, batch):
    """By torch.export, PyTorch's default since 2.9. Keeps larger arrays in model.onnx.data."""
    file = folder / "model.onnx"
    sizes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=LONGEST)}
    torch.onnx.export(
        model,
        (),
        str(file),
        kwargs={name: batch[name] for name in NAMES},
        input_names=NAMES,
        output_names=["last_hidden_state"],
        dynamic_shapes={name: sizes for name in NAMES},
        dynamo=True,
    )
    # Stack traces and other paths of this machine are most of the file. The names stay.
    proto = onnx.load(file, load_external_data=False)
    del proto.metadata_props[:], proto.graph.metadata_props[:], proto.graph.value_info[:]
    proto.graph.doc_string = ""
    for part in [*proto.graph.node, *proto.graph.input, *proto.graph.output]:
        part.doc_string = ""
        kept = [p for p in part.metadata_props if p.key == "pkg.torch.onnx.name_scopes"]
        del part.metadata_props[:]
        part.metadata_props.extend(kept)
    file.write_bytes(proto.SerializeToString())


def write(target, name, model, tokenizer, dtype=torch.float32, export=None, **saving):
    folder = target / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    rows, batch = encoded(tokenizer)
    model.to(dtype).save_pretrained(folder, **saving)
    # Through the reference's own reader: what is expected is what it makes of the stored folder.
    reader = AlbertModel if model.config.model_type == "albert" else BertModel
    reference = reader.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager", add_pooling_layer=False
    ).eval()
    with torch.no_grad():
        output = reference(**batch, output_hidden_states=True)
    # The first of these goes into the first layer. An ALBERT tells of every inner layer as well.
    inner = getattr(model.config, "inner_group_num", 1)
    states = output.hidden_states[inner::inner]
    assert len(states) == model.config.num_hidden_layers
    assert torch.equal(states[-1], output.last_hidden_state)
    if export:
        export(reference, folder, batch)
        (folder / "model.safetensors").unlink()
    expected = {f"layer.{i}": state.contiguous() for i, state in enumerate(states, 1)}
    save_file(expected, str(folder / "expected.safetensors"))
    (folder / "rows.json").write_text(json.dumps(rows, ensure_ascii=False) + "\n")
    for file in folder.iterdir():
        file.chmod(0o644)
    print(f"{name}: {sum(file.stat().st_size for file in folder.iterdir())} bytes")


def berts(target):
    tokenizer = bert_tokenizer()
    words = tokenizer.get_vocab_size() + 3

    def config(**changes):
        return BertConfig(vocab_size=words, **shape(**changes))

    def model(seed, **changes):
        return randomized(BertModel(config(**changes), add_pooling_layer=False), seed)

    write(target, "bert-erf", model(1), tokenizer)
    tanh = model(2, hidden_act="gelu_new", layer_norm_eps=0.01)
    write(target, "bert-tanh-fp16", tanh, tokenizer, torch.float16)
    other = model(3, hidden_act="gelu_pytorch_tanh", num_hidden_layers=4)
    write(target, "bert-tanh-bf16", other, tokenizer, torch.bfloat16)
    headed = BertForSequenceClassification(config(layer_norm_eps=0.05))
    write(target, "bert-sharded", randomized(headed, 4), tokenizer, max_shard_size="40KB")
    write(target, "bert-onnx", model(5, layer_norm_eps=0.001), tokenizer, export=traced_export)
    # As after training without weight decay: key biases of zero, which an exporter stores once.
    equal = model(6, hidden_act="gelu_new", num_hidden_layers=2)
    with torch.no_grad():
        for layer in equal.encoder.layer:
            layer.attention.self.key.bias.zero_()
    write(target, "bert-onnx-dynamo", equal, tokenizer, export=dynamo_export)


def alberts(target):
    tokenizer = albert_tokenizer()
    words = tokenizer.get_vocab_size() + 3

    def config(**changes):
        return AlbertConfig(vocab_size=words, **({"embedding_size": 16} | shape(**changes)))

    def model(seed, **changes):
        return randomized(AlbertModel(config(**changes), add_pooling_layer=False), seed)

    headed = AlbertForMaskedLM(config(num_hidden_layers=4, layer_norm_eps=0.02))
    write(target, "albert", randomized(headed, 11), tokenizer)
    groups = model(12, num_hidden_layers=5, num_hidden_groups=2, hidden_act="gelu")
    write(target, "albert-groups", groups, tokenizer)
    inner = model(13, inner_group_num=2, embedding_size=32)
    write(target, "albert-inner-fp16", inner, tokenizer, torch.float16)
    exported = model(14, num_hidden_groups=2)
    write(target, "albert-onnx", exported, tokenizer, export=traced_export)


if __name__ == "__main__":
    goal = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    berts(goal)
    alberts(goal)
