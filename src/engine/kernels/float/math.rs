//! Functions of one number.

/// The logistic function.
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// GELU in its tanh form (Hendrycks & Gimpel 2016): `x · σ(2u)` with `u = √(2/π) (x + 0.044715 x³)`.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    let minus_twice = x * (x * x).mul_add(-0.071_354_814, -1.595_769_2);
    x / (1.0 + exp(minus_twice))
}

/// GELU by the error function, which is that of Abramowitz & Stegun 7.1.26: off by at most 1.5 × 10⁻⁷.
#[inline(always)]
pub(crate) fn gelu_erf(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / z.mul_add(0.327_591_1, 1.0);
    let p = 1.061_405_4f32
        .mul_add(t, -1.453_152)
        .mul_add(t, 1.421_413_8)
        .mul_add(t, -0.284_496_74)
        .mul_add(t, 0.254_829_6);
    // Half of what erf lacks to 1.
    let tail = 0.5 * p * t * exp(-z * z);
    if x > 0.0 { x - x * tail } else { x * tail }
}

/// 1.5 × 2²³: a float so large that adding it rounds to the nearest integer.
pub(crate) const NEAREST: f32 = 12_582_912.0;

/// `eˣ` to about one unit in the last place: 2ⁿ times the polynomial of the Cephes library.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let shifted = x.mul_add(std::f32::consts::LOG2_E, NEAREST);
    let n = shifted - NEAREST;
    let r = n.mul_add(2.121_944_4e-4, n.mul_add(-0.693_359_4, x));
    let p = 1.987_569_2e-4f32;
    let p = p.mul_add(r, 1.398_199_9e-3);
    let p = p.mul_add(r, 8.333_452e-3);
    let p = p.mul_add(r, 4.166_579_6e-2);
    let p = p.mul_add(r, 1.666_666_5e-1);
    let p = p.mul_add(r, 0.5);
    let p = p.mul_add(r * r, r) + 1.0;
    // The low bits of `shifted` are n: moved up, they are what n adds to the exponent.
    f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
}
