//! What two rows have in common, in one order.

/// The places of a longest common subsequence in both, in rising order; time and room grow with the product of their lengths.
pub(crate) fn common_subsequence<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    // The length of the longest up to each place.
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            lengths[i * width + j] = if a[i - 1] == b[j - 1] {
                lengths[(i - 1) * width + j - 1] + 1
            } else {
                lengths[(i - 1) * width + j].max(lengths[i * width + j - 1])
            };
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut common = Vec::with_capacity(lengths[i * width + j] as usize);
    while i > 0 && j > 0 {
        if a[i - 1] == b[j - 1] {
            (i, j) = (i - 1, j - 1);
            common.push((i, j));
        } else if lengths[i * width + j - 1] > lengths[(i - 1) * width + j] {
            j -= 1;
        } else {
            i -= 1;
        }
    }
    common.reverse();
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_both_in_one_order_is_found_with_its_places() {
        let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
        let (one, other) =
            (words("a quake shook Brack at nine"), words("at noon a quake of six shook Sella at ten"));
        assert_eq!(common_subsequence(&one, &other), [(0, 2), (1, 3), (2, 6), (4, 8)]);
        assert!(common_subsequence(&one, &[]).is_empty());
    }
}
