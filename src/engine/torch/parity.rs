//! Held against transformers: the cases that `tests/parity/make` stores, token for token.
#![cfg(test)]

use super::{Net, guard};
use crate::engine::kernels::Cpu;
use crate::engine::model::{Config, Tensors};
use crate::engine::rewrite::parity::{self, Model};
use crate::error::Result;

fn on_net<T>(model: &Model, run: impl FnOnce(&Net, &Config) -> Result<T>) -> T {
    let folder = tempfile::tempdir().unwrap();
    model.write(folder.path());
    let config = Config::read(folder.path()).unwrap();
    let tensors = Tensors::open(folder.path()).unwrap();
    // These models are too small to share among processors.
    tch::set_num_threads(1);
    guard::run(folder.path(), || run(&Net::open(&config, &tensors, tch::Device::Cpu)?, &config)).unwrap()
}

#[test]
fn every_summary_is_that_of_transformers_token_for_token() {
    let stored = parity::stored();
    let mut count = 0;
    for model in &stored.models {
        on_net(model, |net, config| {
            for (number, setting) in stored.settings.iter().enumerate() {
                let how = parity::generation(config, model, setting);
                // All texts in one batch, which they leave at different times.
                let told = net.tell(Cpu::detect(), &how, config, &model.texts)?;
                for run in model.runs.iter().filter(|run| run.setting == number) {
                    let found = parity::cut(&told[run.text][0], config);
                    assert_eq!(found, run.tokens, "{} with {setting:?}, text {}", model.name, run.text);
                    count += 1;
                }
            }
            Ok(())
        });
    }
    assert!(count > 1150, "{count}");
}

#[test]
fn a_summary_ends_where_the_places_of_its_model_do() {
    let stored = parity::stored();
    let model = stored.models.iter().find(|model| model.name.starts_with("prophetnet")).unwrap();
    on_net(model, |net, config| {
        let mut setting = stored.settings[3].clone();
        setting.extend([("max_length".to_owned(), 500.into()), ("min_length".to_owned(), 400.into())]);
        let how = parity::generation(config, model, &setting);
        let told = net.tell(Cpu::detect(), &how, config, &model.texts)?;
        assert!(told.iter().flatten().all(|told| told.tokens.len() == config.window()), "{told:?}");
        Ok(())
    });
}

#[test]
fn a_text_of_three_thousand_tokens_is_told_in_the_end() {
    // T5's places are relative: it takes whatever length it is given.
    let stored = parity::stored();
    let model = stored.models.iter().find(|model| model.name.starts_with("t5")).unwrap();
    on_net(model, |net, config| {
        let how = parity::generation(config, model, &stored.settings[3]);
        let text: Vec<u32> = (0..2999).map(|at| 4 + at * 7919 % 120).chain([1]).collect();
        let told = net.tell(Cpu::detect(), &how, config, &[text, model.texts[0].clone()])?;
        assert!(told.iter().all(|beams| beams[0].tokens.len() >= 6), "{told:?}");
        Ok(())
    });
}
