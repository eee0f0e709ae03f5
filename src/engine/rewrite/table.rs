//! Tables of vectors: of tokens, and of places.

use super::press::Press;
use crate::engine::model::Tensor;
use crate::error::Result;

/// Numbers up to which a table is taken into memory: 8 MB, which hold the places of a BART.
const SMALL: usize = 2 << 20;

/// A table of vectors. A large one stays in the model's own file, of which only the rows that are looked up are read.
pub(super) struct Table {
    /// All of a small one; none of a large one.
    whole: Vec<f32>,
    tensor: Tensor,
}

impl Table {
    /// The table of a tensor, whose numbers the press looks at.
    pub(super) fn new(tensor: Tensor, press: &Press) -> Result<Self> {
        press.check(&tensor)?;
        let small = tensor.shape().iter().product::<usize>() <= SMALL;
        Ok(Self { whole: if small { tensor.floats()? } else { Vec::new() }, tensor })
    }

    /// The vector of an entry.
    pub(super) fn row(&self, entry: usize, out: &mut [f32]) -> Result<()> {
        match self.whole.chunks_exact(out.len()).nth(entry) {
            Some(row) => out.copy_from_slice(row),
            None => self.tensor.row(entry, out)?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::engine::model::Tensors;

    #[test]
    fn a_table_gives_the_same_rows_from_memory_and_from_its_file_and_none_beyond_its_end() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/model/shards");
        let config = crate::engine::model::Config::read(&folder).unwrap();
        let tensors = Tensors::open(&folder).unwrap();
        let names = ["shared.weight", "model.shared.weight"];
        let tensor = tensors.get(&names, &[config.vocabulary, config.width]).unwrap();
        let table = Table::new(tensor.clone(), &Press::Plain).unwrap();
        assert!(!table.whole.is_empty());
        let filed = Table { whole: Vec::new(), tensor };
        let (mut one, mut other) = (vec![0.0; config.width], vec![1.0; config.width]);
        for entry in [0, 7, config.vocabulary - 1] {
            table.row(entry, &mut one).unwrap();
            filed.row(entry, &mut other).unwrap();
            assert_eq!(one, other);
        }
        for entry in [config.vocabulary, usize::MAX] {
            let error = table.row(entry, &mut one).unwrap_err().to_string();
            assert!(error.contains("has no row"), "{error}");
            assert!(filed.row(entry, &mut other).is_err());
        }
    }
}
