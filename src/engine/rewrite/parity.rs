//! Held against transformers: the cases that `tests/parity/make` stores, token for token.
#![cfg(test)]

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::likeness::cosine;
use super::net::Net;
use super::reading::Stream;
use super::search::Told;
use super::writing::Beam;
use crate::engine::kernels::Cpu;
use crate::engine::model::{Config, Generation, Tensors};
use crate::options::Precision;

static STORED: &str = include_str!("../../../tests/data/parity.json");

#[derive(Deserialize)]
pub(in crate::engine) struct Stored {
    pub(in crate::engine) settings: Vec<Map<String, Value>>,
    pub(in crate::engine) models: Vec<Model>,
}

#[derive(Deserialize)]
pub(in crate::engine) struct Model {
    pub(in crate::engine) name: String,
    pub(super) config: Map<String, Value>,
    seed: u64,
    tensors: Vec<Stated>,
    pub(in crate::engine) texts: Vec<Vec<u32>>,
    pub(in crate::engine) runs: Vec<Run>,
    states: Vec<f32>,
    logits: Vec<Vec<f32>>,
}

/// Name, shape, scale and mean of a tensor; a row of it, and what that is multiplied by.
type Stated = (String, Vec<usize>, f32, f32, Option<usize>, f32);

#[derive(Deserialize)]
pub(in crate::engine) struct Run {
    pub(in crate::engine) setting: usize,
    pub(in crate::engine) text: usize,
    pub(in crate::engine) tokens: Vec<u32>,
}

impl Model {
    /// The values of a tensor: see `values` in `tests/parity/make.py`.
    fn values(&self, name: &str, count: usize, scale: f32, mean: f32) -> Vec<f32> {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        let start = hash.wrapping_add(self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let value = |at: u64| {
            let z = start.wrapping_add(at).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let u = ((z ^ (z >> 31)) >> 40) as f32 / 8_388_608.0 - 1.0;
            mean + scale * u
        };
        (0..count as u64).map(value).collect()
    }

    /// Writes the model's files into a folder.
    pub(in crate::engine) fn write(&self, folder: &Path) {
        let mut bytes: HashMap<&str, Vec<u8>> = HashMap::new();
        for (name, shape, scale, mean, row, factor) in &self.tensors {
            let mut values = self.values(name, shape.iter().product(), *scale, *mean);
            if let Some(row) = row {
                values[row * shape[1]..(row + 1) * shape[1]].iter_mut().for_each(|value| *value *= factor);
            }
            bytes.insert(name, values.iter().flat_map(|value| value.to_le_bytes()).collect());
        }
        let views = self.tensors.iter().map(|(name, shape, ..)| {
            let view =
                safetensors::tensor::TensorView::new(safetensors::Dtype::F32, shape.clone(), &bytes[&**name]);
            (name, view.unwrap())
        });
        safetensors::serialize_to_file(views, None, &folder.join("model.safetensors")).unwrap();
        std::fs::write(folder.join("config.json"), serde_json::to_string(&self.config).unwrap()).unwrap();
    }
}

/// All that is stored.
pub(in crate::engine) fn stored() -> Stored {
    serde_json::from_str(STORED).unwrap()
}

/// What is stored of the models that run here.
fn own() -> Stored {
    let mut stored = stored();
    stored.models.retain(|model| model.config["model_type"] != "prophetnet");
    stored
}

/// The stored models that run here.
pub(super) fn models() -> Vec<Model> {
    own().models
}

fn open(model: &Model, precision: Precision) -> (Net, Config, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    model.write(folder.path());
    let config = Config::read(folder.path()).unwrap();
    let net = Net::open(folder.path(), &config, &Tensors::open(folder.path()).unwrap(), precision).unwrap();
    (net, config, folder)
}

/// What a search gave, as the file has it: up to its end, without what fills.
pub(in crate::engine) fn cut(told: &Told, config: &Config) -> Vec<u32> {
    let mut tokens = told.tokens.clone();
    while tokens.len() > 1 && tokens.last() == Some(&config.pad) {
        tokens.pop();
    }
    tokens
}

/// The settings as a folder's config would have them.
pub(in crate::engine) fn generation(
    config: &Config,
    model: &Model,
    setting: &Map<String, Value>,
) -> Generation {
    Generation::merge(config, &[&model.config, setting]).unwrap()
}

/// The model's scores for what follows three tokens, after its fifth text.
fn logits(net: &Net, cpu: Cpu, model: &Model) -> (Vec<f32>, Vec<Vec<f32>>) {
    let words = net.read(cpu, &model.texts[5]).unwrap();
    let mut telling = net.listen(cpu, &words);
    let (mut beams, mut stream) = ([Beam::new(net.config.pad)], Stream::default());
    let mut rows = Vec::new();
    let start = generation(&net.config, model, &Map::new()).start;
    beams[0].tokens[0] = start;
    for token in [Some(17), Some(30), None] {
        let mut logits = Vec::new();
        net.step(cpu, &mut stream, &mut [(&mut telling, &mut beams)], &mut logits).unwrap();
        beams[0].tokens.extend(token);
        rows.push(logits);
    }
    (words, rows)
}

#[test]
fn in_single_precision_states_and_scores_are_those_of_transformers() {
    for model in models() {
        let (net, config, _folder) = open(&model, Precision::F32);
        let (words, rows) = logits(&net, Cpu::detect(), &model);
        let every = words.chunks_exact(config.width).step_by(13).flatten();
        for (found, wanted) in every.zip(&model.states) {
            assert!(
                (found - wanted).abs() < 2e-4 * wanted.abs().max(1.0),
                "{}: {found} for {wanted}",
                model.name
            );
        }
        for (found, wanted) in rows.iter().flatten().zip(model.logits.iter().flatten()) {
            assert!(
                (found - wanted).abs() < 1e-3 * wanted.abs().max(1.0),
                "{}: {found} for {wanted}",
                model.name
            );
        }
    }
}

#[test]
fn in_single_precision_every_summary_is_that_of_transformers_token_for_token() {
    let stored = own();
    let mut count = 0;
    for model in &stored.models {
        let (net, config, _folder) = open(model, Precision::F32);
        for (number, setting) in stored.settings.iter().enumerate() {
            let how = generation(&config, model, setting);
            // All texts in one batch, which they leave at different times.
            let told = net.tell(Cpu::detect(), &how, &model.texts).unwrap();
            for run in model.runs.iter().filter(|run| run.setting == number) {
                let found = cut(&told[run.text][0], &config);
                assert_eq!(found, run.tokens, "{} with {setting:?}, text {}", model.name, run.text);
                count += 1;
            }
        }
    }
    assert!(count > 900, "{count}");
}

#[test]
fn every_form_of_weights_holds_the_same_numbers() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/model");
    let config = Config::read(&data.join("shards")).unwrap();
    let text: Vec<u32> = (0..20).map(|at| at * 7 % 300).collect();
    let cache = tempfile::tempdir().unwrap();
    let read = |form: &str| {
        let tensors = Tensors::open_keeping(&data.join(form), cache.path()).unwrap();
        let net = Net::open(&data, &config, &tensors, Precision::F32).unwrap();
        net.read(Cpu::detect(), &text).unwrap()
    };
    let shards = read("shards");
    // A pickle at first, then what was kept of it.
    for form in ["zip", "old", "zip", "old"] {
        assert!(read(form).iter().zip(&shards).all(|(a, b)| a.to_bits() == b.to_bits()), "{form}");
    }
}

#[test]
fn rounded_weights_are_kept_and_made_again_when_anything_changed() {
    let model = &models()[0];
    let (first, config, folder) = open(model, Precision::Int8);
    let kept = || {
        let files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|kind| kind == "bin")).collect::<Vec<_>>()
    };
    let [file] = &kept()[..] else { panic!("{:?}", kept()) };
    let whole = std::fs::read(file).unwrap();
    let tensors = Tensors::open(folder.path()).unwrap();
    let scores = |net: &Net| logits(net, Cpu::detect(), model).1;
    let wanted = scores(&first);
    for damage in [0, 20, 40, 100, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[damage] ^= 1;
        std::fs::write(file, &bytes[..bytes.len() - damage % 3]).unwrap();
        let again = Net::open(folder.path(), &config, &tensors, Precision::Int8).unwrap();
        assert_eq!(scores(&again), wanted);
        assert_eq!(std::fs::read(file).unwrap(), whole, "it is written again");
    }
    // Another model in its place is not taken for it.
    models()[1].write(folder.path());
    let tensors = Tensors::open(folder.path()).unwrap();
    let other = Net::open(folder.path(), &config, &tensors, Precision::Int8).unwrap();
    assert_ne!(scores(&other), wanted);
    assert_eq!(kept().len(), 2);
}

#[test]
fn int8_keeps_to_single_precision() {
    let stored = own();
    let (mut same, mut beams, mut least) = (0, 0, 1.0f64);
    for model in &stored.models {
        let (plain, config, _one) = open(model, Precision::F32);
        let (rounded, _, _two) = open(model, Precision::Int8);
        let cpu = Cpu::detect();
        for (a, b) in logits(&plain, cpu, model).1.iter().zip(&logits(&rounded, cpu, model).1) {
            least = least.min(cosine(a, b));
        }
        let how = generation(&config, model, &stored.settings[3]);
        let (a, b) =
            (plain.tell(cpu, &how, &model.texts).unwrap(), rounded.tell(cpu, &how, &model.texts).unwrap());
        same += a.iter().zip(&b).filter(|(a, b)| a[0].tokens == b[0].tokens).count();
        beams += a.len();
    }
    println!("least cosine of scores {least:.4}; {same} of {beams} beam summaries the same");
    // Models this small and this wild show every rounding: what they share must not shrink.
    assert!(least > 0.95, "{least}");
    assert!(same * 4 > beams, "{same} of {beams}");
}

#[test]
fn columns_that_norms_make_far_larger_cost_int8_nothing_more() {
    use safetensors::{Dtype, SafeTensors, serialize_to_file, tensor::TensorView};

    const TIMES: f32 = 32.0;
    let stored = own();
    for name in ["bart", "pegasus", "t5"] {
        let model = stored.models.iter().find(|model| model.name.starts_with(name)).unwrap();
        let (_, config, folder) = open(model, Precision::F32);
        // Every norm makes two columns larger, and what reads them weighs them as much less.
        let path = folder.path().join("model.safetensors");
        let bytes = std::fs::read(&path).unwrap();
        let tensors = SafeTensors::deserialize(&bytes).unwrap();
        let changed: Vec<(String, Vec<usize>, Vec<u8>)> = tensors
            .tensors()
            .into_iter()
            .map(|(name, tensor)| {
                let read = ["q_proj.", "k_proj.", "v_proj.", "fc1.", ".q.", ".k.", ".v.", ".wi", "lm_head."];
                let by = match tensor.shape().len() {
                    1 if name.contains("norm") => TIMES,
                    2 if read.iter().any(|part| name.contains(part)) => 1.0 / TIMES,
                    _ => 1.0,
                };
                let values = tensor.data().as_chunks::<4>().0.iter().enumerate().map(|(at, four)| {
                    let by = if matches!(at % config.width, 3 | 20) { by } else { 1.0 };
                    (f32::from_le_bytes(*four) * by).to_le_bytes()
                });
                (name, tensor.shape().to_vec(), values.flatten().collect())
            })
            .collect();
        let views = changed
            .iter()
            .map(|(name, shape, bytes)| (name, TensorView::new(Dtype::F32, shape.clone(), bytes).unwrap()));
        serialize_to_file(views, None, &path).unwrap();
        let net = |precision| {
            Net::open(folder.path(), &config, &Tensors::open(folder.path()).unwrap(), precision).unwrap()
        };
        let (plain, made, kept) = (net(Precision::F32), net(Precision::Int8), net(Precision::Int8));
        let cpu = Cpu::detect();
        let (plain, made, kept) =
            (logits(&plain, cpu, model), logits(&made, cpu, model), logits(&kept, cpu, model));
        assert_eq!(made, kept, "{name}");
        let least = plain.1.iter().zip(&made.1).map(|(a, b)| cosine(a, b)).fold(1.0, f64::min);
        assert!(least > 0.99, "{name}: {least}");
    }
}

#[test]
fn every_processor_every_batch_and_every_number_of_threads_gives_the_same_summaries() {
    let stored = own();
    for (model, precision) in stored
        .models
        .iter()
        .step_by(3)
        .flat_map(|model| [Precision::Int8, Precision::F32].map(|precision| (model, precision)))
    {
        let (net, config, _folder) = open(model, precision);
        let how = generation(&config, model, &stored.settings[4]);
        let wanted = net.tell(Cpu::detect(), &how, &model.texts).unwrap();
        for cpu in Cpu::available() {
            for threads in [1, 3] {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let alone: Vec<Vec<Told>> = pool.install(|| {
                    model
                        .texts
                        .iter()
                        .flat_map(|text| net.tell(cpu, &how, std::slice::from_ref(text)).unwrap())
                        .collect()
                });
                assert_eq!(alone, wanted, "{} {precision:?} {cpu:?} {threads}", model.name);
            }
        }
    }
}
