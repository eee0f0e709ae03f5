//! Columns that are kept apart from rounding: see [`Apart`].

use crate::engine::kernels::PANEL;

/// How many times as large as the middle one a column is that is kept apart: below, rounding has steps enough for it.
const FAR: f32 = 3.0;

/// Most columns that are kept apart: in `f32` each takes as long as four others.
const MOST: usize = 16;

/// The few columns of a layer's input that are far larger than all others, which a row's one scale would leave hardly a
/// step. They are left out of what is rounded, and multiplied in `f32` (Dettmers et al. 2022).
#[derive(Default)]
pub(crate) struct Apart {
    pub(crate) columns: Vec<usize>,
    /// `[panels][columns][PANEL]`.
    pub(crate) weights: Vec<f32>,
}

impl Apart {
    /// The weights of a panel of outputs: `[columns][PANEL]`.
    pub(crate) fn panel(&self, panel: usize) -> &[f32] {
        let size = self.columns.len() * PANEL;
        &self.weights[panel * size..][..size]
    }
}

/// The columns to keep apart of what a norm gives, in order. Before its gain and bias all columns are of one size, so that
/// these tell their sizes without any text read. `bias` may be empty.
pub(crate) fn large(gain: &[f32], bias: &[f32]) -> Vec<usize> {
    let bias = bias.iter().copied().chain(std::iter::repeat(0.0));
    let sizes: Vec<f32> = gain.iter().zip(bias).map(|(gain, bias)| gain.hypot(bias)).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|a, b| sizes[*b].total_cmp(&sizes[*a]));
    let Some(middle) = order.get(order.len() / 2).map(|at| sizes[*at]) else { return Vec::new() };
    let mut large: Vec<usize> =
        order.into_iter().take_while(|at| sizes[*at] > FAR * middle).take(MOST).collect();
    large.sort_unstable();
    large
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_larger_columns_are_found_by_gain_or_bias_and_the_largest_where_there_are_many() {
        let (mut gain, mut bias) = (vec![0.5; 100], vec![0.1; 100]);
        assert!(large(&gain, &bias).is_empty());
        assert!(large(&[], &[]).is_empty());
        (gain[70], gain[7], bias[30], gain[50]) = (-4.0, 1.7, 2.0, 1.2);
        assert_eq!(large(&gain, &bias), [7, 30, 70]);
        assert_eq!(large(&gain, &[]), [7, 70]);
        gain[10..40].fill(2.0);
        assert_eq!(large(&gain, &bias).len(), MOST);
        assert!(large(&gain, &bias).contains(&70));
    }
}
