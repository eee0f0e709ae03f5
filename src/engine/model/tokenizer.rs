//! The tokenizer of a model: text to tokens and back, through the crate `tokenizers`.

use std::fs;
use std::path::Path;

use serde_json::json;
use tokenizers::decoders::byte_level::ByteLevel;
use tokenizers::decoders::wordpiece::WordPiece as Pieces;
use tokenizers::models::bpe::BPE;
use tokenizers::models::unigram::Unigram;
use tokenizers::models::wordpiece::WordPiece;
use tokenizers::normalizers::bert::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::pre_tokenizers::metaspace::{Metaspace, PrependScheme};
use tokenizers::pre_tokenizers::sequence::Sequence as Pretokenizers;
use tokenizers::pre_tokenizers::whitespace::WhitespaceSplit;
use tokenizers::{AddedToken, ModelWrapper, NormalizerWrapper, PreTokenizerWrapper, Tokenizer as Inner};

use super::{Config, Family, bad, spiece};
use crate::error::Result;

/// Tokens before the pieces in Pegasus's vocabulary.
const PEGASUS_OFFSET: usize = 103;
/// Tokens after the pieces in T5's.
const T5_EXTRA: usize = 100;

/// Turns text into tokens and back.
pub struct Tokenizer {
    inner: Inner,
    family: Family,
    bos: Option<u32>,
    eos: u32,
    /// The token that stands between sentences (ProphetNet).
    between: Option<u32>,
}

impl Tokenizer {
    /// Reads the tokenizer in a folder, from `tokenizer.json`, `vocab.json` with `merges.txt`, `spiece.model`, or a list of
    /// pieces, `prophetnet.tokenizer` or `vocab.txt`.
    ///
    /// # Errors
    /// [`crate::error::Error::BadModel`] when there is none, it is broken, or it has tokens that the model does not know.
    pub fn open(folder: &Path, config: &Config) -> Result<Self> {
        let there = |name: &str| Some(folder.join(name)).filter(|path| path.exists());
        let (path, inner) = if let Some(path) = there("tokenizer.json") {
            let inner = Inner::from_file(&path).map_err(|error| error.to_string());
            (path, inner)
        } else if let (Some(path), Some(merges)) = (there("vocab.json"), there("merges.txt")) {
            let inner = byte_pairs(&path, &merges);
            (path, inner)
        } else if let Some(path) = there("spiece.model").or_else(|| there("tokenizer.model")) {
            let inner =
                fs::read(&path).map_err(|error| error.to_string()).and_then(|bytes| pieces(&bytes, config));
            (path, inner)
        } else if config.family == Family::ProphetNet
            && let Some(path) = there("prophetnet.tokenizer").or_else(|| there("vocab.txt"))
        {
            let inner = word_pieces(&path);
            (path, inner)
        } else {
            return Err(bad(
                folder,
                "has no tokenizer: tokenizer.json, vocab.json with merges.txt, spiece.model, prophetnet.tokenizer or \
                 vocab.txt is wanted",
            ));
        };
        let mut inner = inner.map_err(|reason| bad(&path, format!("is no tokenizer: {reason}")))?;
        // What a file says of cutting and filling is not wanted: windows are cut at sentences.
        inner.with_padding(None);
        if inner.with_truncation(None).is_err() {
            return Err(bad(&path, "cuts texts in a way that cannot be turned off"));
        }
        let largest = inner.get_vocab(true).into_values().max().unwrap_or(0) as usize;
        if largest >= config.vocabulary {
            return Err(bad(
                &path,
                format!(
                    "has {} tokens, but config.json says that the model knows {}: they belong to different models",
                    largest + 1,
                    config.vocabulary
                ),
            ));
        }
        // ProphetNet's own marks; no other family has them.
        let mark = |text: &str| inner.token_to_id(text).filter(|_| config.family == Family::ProphetNet);
        let (eos, between) = (mark("[SEP]").unwrap_or(config.eos[0]), mark("[X_SEP]"));
        Ok(Self { inner, family: config.family, bos: config.bos, eos, between })
    }

    /// The tokens of a text, without those that open and end it.
    ///
    /// # Errors
    /// None is known; the crate foresees one.
    pub fn encode(&self, text: &str) -> Result<Vec<u32>> {
        let encoded = self.inner.encode_fast(text, false);
        Ok(encoded.map_err(|error| bad(Path::new("the tokenizer"), error.to_string()))?.get_ids().to_vec())
    }

    /// Tokens put around a text.
    #[must_use]
    pub fn around(&self) -> usize {
        if self.family == Family::Bart { 2 } else { 1 }
    }

    /// A text's tokens as the model wants them: BART has them opened and ended, the others ended.
    #[must_use]
    pub fn closed(&self, tokens: &[u32]) -> Vec<u32> {
        let bos = self.bos.filter(|_| self.family == Family::Bart);
        bos.into_iter().chain(tokens.iter().copied()).chain([self.eos]).collect()
    }

    /// The text of these tokens, without those that are marks only. Where one marks the end of a sentence, a line ends.
    ///
    /// # Errors
    /// None is known; the crate foresees one.
    pub fn decode(&self, tokens: &[u32]) -> Result<String> {
        let mut lines = Vec::new();
        for line in tokens.split(|token| Some(*token) == self.between) {
            let text = self.inner.decode(line, true);
            let text = tidied(&text.map_err(|error| bad(Path::new("the tokenizer"), error.to_string()))?);
            // Pieces leave an apostrophe alone: "ferry ' s".
            lines.push(if self.family == Family::ProphetNet { text.replace(" ' ", "'") } else { text });
        }
        Ok(lines.join("\n").trim().to_owned())
    }
}

/// Takes out the blanks that summarisers learned to put before marks.
fn tidied(text: &str) -> String {
    let mut text = text.replace("<n>", " ");
    for (apart, together) in [
        (" .", "."),
        (" ?", "?"),
        (" !", "!"),
        (" ,", ","),
        (" n't", "n't"),
        (" 'm", "'m"),
        (" 's", "'s"),
        (" 've", "'ve"),
        (" 're", "'re"),
    ] {
        text = text.replace(apart, together);
    }
    text.trim().to_owned()
}

/// The crate's error as text.
#[allow(clippy::needless_pass_by_value, reason = "to be named in map_err")]
fn said(error: impl ToString) -> String {
    error.to_string()
}

fn special(content: &str) -> AddedToken {
    AddedToken::from(content, true)
}

/// Byte-level BPE, as GPT-2 and BART have it.
fn byte_pairs(vocabulary: &Path, merges: &Path) -> Result<Inner, String> {
    let (vocabulary, merges) = (vocabulary.to_string_lossy(), merges.to_string_lossy());
    let model = BPE::from_file(&vocabulary, &merges).build().map_err(said)?;
    let mut inner = Inner::new(model);
    let level = ByteLevel::new(false, true, true);
    inner.with_pre_tokenizer(Some(level)).with_decoder(Some(level));
    let known =
        ["<s>", "<pad>", "</s>", "<unk>"].into_iter().filter(|token| inner.token_to_id(token).is_some());
    let marks: Vec<AddedToken> = known.map(special).chain([special("<mask>").lstrip(true)]).collect();
    let marks: Vec<AddedToken> =
        marks.into_iter().filter(|mark| inner.token_to_id(&mark.content).is_some()).collect();
    inner.add_special_tokens(marks).map_err(said)?;
    Ok(inner)
}

/// Pieces of words in small letters, one a line, as BERT and ProphetNet have them.
fn word_pieces(path: &Path) -> Result<Inner, String> {
    let model = WordPiece::from_file(&path.to_string_lossy()).build().map_err(said)?;
    let mut inner = Inner::new(model);
    if inner.token_to_id("[UNK]").is_none() {
        return Err("it lists no [UNK], the token of what is unknown".to_owned());
    }
    inner.with_normalizer(Some(BertNormalizer::default())).map_err(said)?;
    inner.with_pre_tokenizer(Some(BertPreTokenizer)).with_decoder(Some(Pieces::new("##".to_owned(), false)));
    let known = ["[UNK]", "[SEP]", "[PAD]", "[MASK]"].into_iter();
    let marks: Vec<AddedToken> = known
        .filter(|mark| inner.token_to_id(mark).is_some())
        .map(|mark| special(mark).normalized(false))
        .collect();
    inner.add_special_tokens(marks).map_err(said)?;
    Ok(inner)
}

/// Unigram pieces, with the tokens that T5 and Pegasus put around them.
fn pieces(bytes: &[u8], config: &Config) -> Result<Inner, String> {
    let read = spiece::read(bytes)?;
    if read.algorithm != 1 {
        return Err("it is of another kind than unigram".to_owned());
    }
    let unknown = read.all.iter().position(|(_, _, kind)| *kind == spiece::UNKNOWN);
    let own = read.all.iter().map(|(text, score, _)| ((*text).to_owned(), f64::from(*score)));
    let (vocabulary, unknown): (Vec<(String, f64)>, usize) = if config.family == Family::Pegasus {
        let first = ["<pad>", "</s>", "<mask_1>", "<mask_2>"].map(|text| (text.to_owned(), 0.0));
        let spare = (2..PEGASUS_OFFSET).map(|at| (format!("<unk_{at}>"), -100.0));
        (first.into_iter().chain(spare).chain(own.skip(2)).collect(), unknown.unwrap_or(2) + PEGASUS_OFFSET)
    } else {
        let extra = (0..T5_EXTRA).rev().map(|at| (format!("<extra_id_{at}>"), 0.0));
        let extra: Vec<_> =
            extra.take(config.vocabulary.saturating_sub(read.all.len()).min(T5_EXTRA)).collect();
        (own.chain(extra).collect(), unknown.unwrap_or(2))
    };
    let marks: Vec<AddedToken> = vocabulary
        .iter()
        .filter(|(text, _)| {
            ["<pad>", "</s>", "<unk>"].contains(&&**text)
                || ["<extra_id_", "<mask_", "<unk_"].iter().any(|start| text.starts_with(start))
        })
        .map(|(text, _)| special(text).normalized(false))
        .collect();
    let model = Unigram::from(vocabulary, Some(unknown), false).map_err(said)?;
    let mut inner = Inner::new(ModelWrapper::Unigram(model));
    let strip = json!({"type": "Strip", "strip_left": false, "strip_right": true});
    let blanks = json!({"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "▁"});
    let mut steps = vec![strip, blanks];
    if !read.charsmap.is_empty() {
        steps.insert(0, json!({"type": "Precompiled", "precompiled_charsmap": base64(read.charsmap)}));
    }
    let steps: NormalizerWrapper =
        serde_json::from_value(json!({"type": "Sequence", "normalizers": steps})).map_err(said)?;
    inner.with_normalizer(Some(steps)).map_err(said)?;
    let metaspace = Metaspace::new('▁', PrependScheme::Always, true);
    let before: PreTokenizerWrapper = match config.family {
        Family::Pegasus => Pretokenizers::new(vec![WhitespaceSplit.into(), metaspace.clone().into()]).into(),
        _ => metaspace.clone().into(),
    };
    inner.with_pre_tokenizer(Some(before)).with_decoder(Some(metaspace));
    inner.add_special_tokens(marks).map_err(said)?;
    Ok(inner)
}

/// RFC 4648, as the crate wants a compiled table.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for letter in 0..4 {
            let six = bits >> (18 - 6 * letter) & 63;
            text.push(if letter <= three.len() { char::from(LETTERS[six as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Case {
        folder: String,
        text: String,
        tokens: Vec<u32>,
        back: String,
    }

    fn config(family: &str) -> Config {
        let text = json!({"model_type": family, "vocab_size": 300, "d_model": 32, "d_kv": 16, "num_heads": 2, "d_ff": 32,
            "num_layers": 1, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
            "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "bos_token_id": 0,
            "hidden_size": 32, "num_encoder_layers": 1, "num_decoder_layers": 1, "num_encoder_attention_heads": 2,
            "num_decoder_attention_heads": 2,
            "eos_token_id": if family == "bart" { 2 } else { 1 }});
        Config::parse(&text.to_string()).unwrap()
    }

    #[test]
    fn tokens_are_those_of_transformers() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/model");
        let cases: Vec<Case> =
            serde_json::from_str(&fs::read_to_string(data.join("tokens.json")).unwrap()).unwrap();
        assert_eq!(cases.len(), 40);
        for case in cases {
            let (folder, family) = case.folder.split_once('-').unwrap_or((&case.folder, "bart"));
            let tokenizer = Tokenizer::open(&data.join(folder), &config(family)).unwrap();
            let tokens = tokenizer.closed(&tokenizer.encode(&case.text).unwrap());
            assert_eq!(tokens, case.tokens, "{}: {:?}", case.folder, case.text);
            assert_eq!(tokenizer.decode(&tokens).unwrap(), tidied(&case.back), "{}", case.folder);
        }
    }

    #[test]
    fn a_mark_between_sentences_ends_a_line() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/model/pieces");
        let tokenizer = Tokenizer::open(&data, &config("prophetnet")).unwrap();
        let mark = tokenizer.inner.token_to_id("[X_SEP]").unwrap();
        let [first, second] = ["The ferry stays.", "A bus runs."].map(|text| tokenizer.encode(text).unwrap());
        let tokens = tokenizer.closed(&[first, vec![mark], second].concat());
        assert_eq!(tokenizer.decode(&tokens).unwrap(), "the ferry stays.\na bus runs.");
    }

    #[test]
    fn a_list_of_pieces_without_one_for_the_unknown_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("vocab.txt"), "[PAD]\nthe\n").unwrap();
        let error =
            Tokenizer::open(folder.path(), &config("prophetnet")).map(|_| ()).unwrap_err().to_string();
        assert!(
            error.ends_with("vocab.txt is no tokenizer: it lists no [UNK], the token of what is unknown"),
            "{error}"
        );
    }

    #[test]
    fn a_tokenizer_with_more_tokens_than_the_model_belongs_to_another() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/model");
        let small = Config { vocabulary: 250, ..config("bart") };
        let error = Tokenizer::open(&data.join("json"), &small).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("they belong to different models"), "{error}");
    }
}
