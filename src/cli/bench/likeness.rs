//! `nutgraf bench MODEL --likeness TEXTS`: what int8 changes in what a checkpoint writes.

use nutgraf::engine::rewrite::{Likeness, Rewrite};
use nutgraf::options::Precision;
use serde_json::json;

use super::{Format, Job, Outcome};

pub(super) fn run(job: &Job, texts: usize) -> anyhow::Result<Outcome> {
    let rounded = Rewrite::open(&job.model, Precision::Int8)?;
    let plain = Rewrite::open(&job.model, Precision::F32)?;
    let Likeness { rows, least, mean, same_next, summaries } =
        rounded.likeness(&plain, texts.max(1), job.read, job.write, &job.beams)?;
    super::super::print(|out| match job.format {
        Format::Json => {
            let summaries = summaries
                .iter()
                .map(|(beams, same, shared)| json!({ "beams": beams, "same": same, "shared": shared }));
            let report = json!({
                "texts": texts, "rows": rows, "cosine_least": least, "cosine_mean": mean, "same_next": same_next,
                "summaries": summaries.collect::<Vec<_>>(),
            });
            writeln!(out, "{report}")
        }
        Format::Text => {
            writeln!(
                out,
                "{texts} texts of {} tokens, int8 against single precision\n\n\
                 scores for the next token: cosine {mean:.4}, at least {least:.4}, in {rows} places; \
                 the likeliest is the same in {:.1} %",
                job.read,
                same_next * 100.0
            )?;
            for (beams, same, shared) in &summaries {
                writeln!(
                    out,
                    "{beams} beam(s): {:.0} % of the summaries are the same to the last token; {:.0} % of a \
                     summary stand before the first that differs",
                    same * 100.0,
                    shared * 100.0
                )?;
            }
            Ok(())
        }
    })?;
    Ok(Outcome::Done)
}
