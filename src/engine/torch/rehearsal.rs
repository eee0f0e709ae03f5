//! How fast a model is on this device.

use super::{Net, Torch};
use crate::engine::kernels::Cpu;
use crate::engine::model::{Config, EarlyStopping, Family, Generation};
use crate::engine::rewrite::{Author, Rehearsal, Spent, nonsense};
use crate::error::Result;

impl Torch {
    /// Writes summaries of just so many tokens, of texts of so many, with all beams alive: see
    /// [`crate::engine::rewrite::Rewrite::rehearse`].
    ///
    /// # Errors
    /// When libtorch fails.
    pub fn rehearse(
        &self,
        texts: usize,
        read: usize,
        written: usize,
        beams: usize,
        meter: &dyn Fn() -> f64,
    ) -> Result<Rehearsal> {
        let Author { config, generation, .. } = &self.author;
        let read = read.clamp(1, config.window());
        let written = written.clamp(1, config.window() - 1);
        let texts = nonsense(texts, read, config.vocabulary);
        let how = Generation {
            beams,
            early_stopping: EarlyStopping::Yes,
            max_new_tokens: Some(written),
            min_new_tokens: written,
            forced_bos: None,
            forced_eos: None,
            no_repeat_ngram: 0,
            ..generation.clone()
        };
        self.on_net(|net| Ok(rehearse(net, config, &how, &texts, (read, written), meter)))
    }
}

fn rehearse(
    net: &Net,
    config: &Config,
    how: &Generation,
    texts: &[Vec<u32>],
    (read, written): (usize, usize),
    meter: &dyn Fn() -> f64,
) -> Rehearsal {
    let (mut memory, reading) = Spent::on(meter, || net.listen(texts.iter().map(|text| &**text)));
    let places: Vec<usize> = (0..texts.len()).collect();
    let ((), writing) = Spent::on(meter, || {
        net.write(Cpu::detect(), how, config, texts, &places, &mut memory, &mut |_, _| {});
    });
    let (width, attention) = (config.width, config.encoder.heads * config.head);
    let feed = |inner: usize| width * inner * if config.gated { 3 } else { 2 };
    let reader = 4 * width * attention + feed(config.encoder.inner);
    let distances = match config.family {
        Family::ProphetNet => width * config.decoder.heads * config.buckets.0,
        Family::Bart | Family::Pegasus | Family::T5 => 0,
    };
    let writer = 6 * width * attention + feed(config.decoder.inner) + distances;
    let step = config.decoder.layers * writer + config.vocabulary * width;
    Rehearsal {
        texts: texts.len(),
        read,
        written,
        beams: how.beams,
        reading,
        writing,
        read_products: (config.encoder.layers * reader * texts.len() * read) as f64,
        written_bytes: (4 * step * written) as f64,
        told_bytes: memory.bytes(),
    }
}
