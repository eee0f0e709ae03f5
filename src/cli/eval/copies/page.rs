//! The report as a person reads it.

use std::io::{self, Write};

use anstyle::Style;
use nutgraf::Evidence;

use super::super::super::terminal::{safe, styled};
use super::{Fault, Figures, Report};

pub(super) fn write_text(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let scores = &report.scores;
    let unlabelled = if report.unlabelled > 0 {
        format!(" ({} more without a label)", report.unlabelled)
    } else {
        String::new()
    };
    writeln!(
        out,
        "{} articles{unlabelled}, {} true stories, {} found",
        report.articles - report.unlabelled,
        report.clusters,
        report.stories
    )?;
    writeln!(
        out,
        "pairs     precision {:.4}  recall {:.4}  F1 {:.4}",
        scores.precision, scores.recall, scores.f1
    )?;
    writeln!(
        out,
        "          {} true, {} found, {} of them right",
        report.true_pairs, report.found_pairs, report.shared_pairs
    )?;
    writeln!(
        out,
        "B-cubed   precision {:.4}  recall {:.4}  F1 {:.4}",
        scores.b_cubed_precision, scores.b_cubed_recall, scores.b_cubed_f1
    )?;
    writeln!(out, "ARI       {:.4}", scores.ari)?;
    if !report.kinds.is_empty() {
        heading(out, "kind                       articles   pairs found   wrongly merged")?;
        for line in &report.kinds {
            let recall =
                line.recall.map_or_else(|| "–".to_owned(), |recall| format!("{:.1} %", recall * 100.0));
            let wrong = format!("{:.1} %", line.wrong * 100.0);
            writeln!(out, "{:<26} {:>8}   {recall:>11}   {wrong:>14}", safe(line.kind), line.articles)?;
        }
    }
    write_faults(out, "worst false merges", &report.merges)?;
    write_faults(out, "worst misses", &report.misses)?;
    heading(out, "containment   precision   recall       F1      ARI")?;
    for step in &report.sweep {
        let Figures { precision, recall, f1, ari, .. } = step.scores;
        writeln!(
            out,
            "{:>11.2}   {precision:>9.4}   {recall:>6.4}   {f1:>6.4}   {ari:>6.4}",
            step.containment
        )?;
    }
    Ok(())
}

fn heading(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let bold = styled(Style::new().bold());
    writeln!(out, "\n{bold}{text}{bold:#}")
}

fn write_faults(out: &mut dyn Write, title: &str, faults: &[Fault]) -> io::Result<()> {
    if faults.is_empty() {
        return Ok(());
    }
    heading(out, title)?;
    for fault in faults {
        let Evidence { containment, opening, entities, shared_words, .. } = &fault.evidence.0;
        let failed = fault.failed.map_or_else(|| "a link".to_owned(), |test| format!("fails {test}"));
        let pairs = if fault.pairs == 1 { "1 pair".to_owned() } else { format!("{} pairs", fault.pairs) };
        writeln!(
            out,
            "{pairs}; {failed}; {:.0} % contained, {shared_words} words, opening {:.0} %, names {:.0} %",
            containment * 100.0,
            opening * 100.0,
            entities * 100.0
        )?;
        for named in [&fault.a, &fault.b] {
            let kind = named.kind.map(|kind| format!(", {kind}")).unwrap_or_default();
            let line = format!("{}  [{}{kind}]  {}", named.source, named.cluster, named.headline);
            writeln!(out, "    {}", safe(&line))?;
        }
        if !fault.swaps.is_empty() {
            writeln!(out, "    swapped: {}", safe(&fault.swaps.join(", ")))?;
        }
    }
    Ok(())
}
