//! Draws runs as two panels: time an article, and memory, both against size.

use std::fmt::Write as _;

use crate::Run;

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 200.0;
const LEFT: f64 = 58.0;
const TOP: f64 = 40.0;

/// The drawing; sizes and memory on logarithmic axes, time from zero.
pub(crate) fn svg(runs: &[Run]) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 920 290\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"920\" height=\"290\" fill=\"white\"/>\n",
    );
    let time: Vec<f64> = runs.iter().map(|run| run.seconds * 1e6 / run.articles as f64).collect();
    let most = time.iter().copied().fold(1.0, f64::max) * 1.25;
    panel(&mut svg, runs, 0.0, "CPU time an article, µs", &time, |value| value / most);
    let memory: Vec<f64> = runs.iter().map(|run| run.megabytes).collect();
    let (least, most) = (10f64.ln(), 10_000f64.ln());
    panel(&mut svg, runs, 460.0, "peak anonymous memory, MB", &memory, |value| {
        (value.max(10.0).ln() - least) / (most - least)
    });
    svg.push_str("</svg>\n");
    svg
}

fn panel(
    svg: &mut String,
    runs: &[Run],
    shift: f64,
    title: &str,
    values: &[f64],
    height: impl Fn(f64) -> f64,
) {
    let size = |run: &Run| (run.articles as f64).ln();
    let (least, most) = runs.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), run| {
        (least.min(size(run)), most.max(size(run)))
    });
    let x = |run: &Run| shift + LEFT + 20.0 + (size(run) - least) / (most - least).max(1e-9) * (WIDTH - 50.0);
    let y = |value: f64| TOP + HEIGHT - height(value) * HEIGHT;
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"24\" font-weight=\"bold\">{title}</text>\n\
         <path d=\"M{} {TOP}V{}H{}\" fill=\"none\" stroke=\"#888\"/>",
        shift + LEFT,
        shift + LEFT,
        TOP + HEIGHT,
        shift + LEFT + WIDTH,
    );
    let points: Vec<String> =
        runs.iter().zip(values).map(|(run, value)| format!("{:.1},{:.1}", x(run), y(*value))).collect();
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#0b5394\" stroke-width=\"2\"/>",
        points.join(" ")
    );
    for (run, value) in runs.iter().zip(values) {
        let _ = writeln!(
            svg,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.5\" fill=\"#0b5394\"/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.0}</text>\n\
             <text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\" fill=\"#555\">{}</text>",
            x(run),
            y(*value),
            x(run),
            y(*value) - 9.0,
            value,
            x(run),
            TOP + HEIGHT + 18.0,
            grouped(run.articles),
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#555\">articles of 3 KB</text>",
        shift + LEFT + WIDTH / 2.0,
        TOP + HEIGHT + 38.0
    );
}

/// A number with a blank between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}
