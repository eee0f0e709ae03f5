//! Measures what share of the processor's integer peak the linear layers reach; run by hand on a quiet machine:
//! `cargo test --release peak -- --ignored --nocapture`.
#![allow(unsafe_code, clippy::print_stdout, clippy::cast_precision_loss)]

use std::time::Instant;

use super::{Cpu, float::Then};
use crate::engine::layers::{Linear, Quantised};

/// Rows, and the shapes of the linear layers of a block: depth and outputs.
const ROWS: usize = 288;
const SHAPES: [(usize, usize); 4] = [(256, 768), (256, 256), (256, 1024), (1024, 256)];

/// Multiply-adds a second of the fastest of several tries.
fn rate(products: usize, mut run: impl FnMut()) -> f64 {
    let seconds = (0..40).map(|_| {
        let begin = Instant::now();
        run();
        begin.elapsed().as_secs_f64()
    });
    products as f64 / seconds.fold(f64::INFINITY, f64::min)
}

/// Dot-product instructions on registers alone: nothing to load, nothing to wait for.
#[cfg(target_arch = "x86_64")]
fn peak() -> f64 {
    use std::arch::x86_64::{__m512i, _mm512_dpbusd_epi32, _mm512_set1_epi32};

    #[target_feature(enable = "avx512f,avx512vnni")]
    fn spin(count: usize) -> [__m512i; 16] {
        let mut sums = [_mm512_set1_epi32(0); 16];
        let (a, b) = (_mm512_set1_epi32(std::hint::black_box(3)), _mm512_set1_epi32(std::hint::black_box(5)));
        for _ in 0..count {
            for sum in &mut sums {
                *sum = _mm512_dpbusd_epi32(*sum, a, b);
            }
        }
        sums
    }

    const COUNT: usize = 200_000;
    // SAFETY: the caller has found VNNI.
    rate(COUNT * 16 * 64, || _ = std::hint::black_box(unsafe { spin(COUNT) }))
}

#[test]
#[ignore = "a measurement: wants a quiet machine"]
fn each_kernel_s_rate() {
    let (depth, mut tile) = (1024, [super::Wide([0; super::PANEL]); super::ROWS]);
    let (rows, panel) = (vec![3; super::ROWS * depth], vec![5; super::PANEL * depth]);
    for cpu in Cpu::available() {
        let rate = rate(100 * super::ROWS * super::PANEL * depth, || {
            for _ in 0..100 {
                super::tile(cpu, &rows, depth, &panel, &mut tile);
            }
        });
        println!("{cpu:?}: {:.1} G multiply-adds a second", rate / 1e9);
    }
}

#[test]
#[ignore = "a measurement: wants a quiet machine with VNNI"]
fn linear_layers_reach_half_of_the_integer_peak() {
    if Cpu::detect() != Cpu::Vnni {
        return;
    }
    let peak = peak();
    let (mut products, mut seconds) = (0.0, 0.0);
    for (depth, outputs) in SHAPES {
        let weights: Vec<i8> = (-127..=127).cycle().step_by(37).take(depth * outputs).collect();
        let layer = Linear::new(&weights, vec![0.01; outputs], vec![0.0; outputs]);
        let input: Vec<f32> = (0..ROWS * depth).map(|index| (index as f32 * 0.13).sin()).collect();
        let (mut rows, mut out) = (Quantised::default(), vec![0.0; ROWS * outputs]);
        let found = rate(ROWS * depth * outputs, || {
            rows.fill(Cpu::Vnni, &input, depth, &[]);
            layer.run(Cpu::Vnni, &rows, Then::Store, &mut out);
        });
        println!(
            "{depth:5} → {outputs:5}: {:6.1} G multiply-adds a second, {:.2} of the peak",
            found / 1e9,
            found / peak
        );
        products += (ROWS * depth * outputs) as f64;
        seconds += (ROWS * depth * outputs) as f64 / found;
    }
    let share = products / seconds / peak;
    println!(
        "peak {:.1} G; all layers of a block, rounding and scaling included: {share:.2} of it",
        peak / 1e9
    );
    assert!(share >= 0.5);
}
