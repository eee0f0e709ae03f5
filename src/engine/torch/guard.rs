//! What goes wrong inside of libtorch becomes an error.
//!
//! libtorch throws C++ exceptions; the crate `torch-sys` catches each at its border, and `tch` and `rust-bert` panic with
//! what was said. That panic is caught here, and nothing is printed for it.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;

use crate::engine::model::bad;
use crate::error::Result;

thread_local! {
    /// Whether a panic on this thread is caught and told as an error.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs something on libtorch, which keeps no gradients. The error names the model that ran.
pub(super) fn run<T>(folder: &Path, run: impl FnOnce() -> Result<T>) -> Result<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                before(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let ran = panic::catch_unwind(AssertUnwindSafe(|| tch::no_grad(run)));
    GUARDED.set(outer);
    ran.unwrap_or_else(|panic| Err(bad(folder, format!("cannot be run by libtorch: {}", said(&*panic)))))
}

/// The first line of what was said: what follows is where in C++ it happened.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    let text = text.unwrap_or("it gave no reason");
    let start = text.find("Torch(\"").map_or(0, |at| at + 7);
    let line = text[start..].split("\\n").next().unwrap_or_default();
    let line = line.lines().next().unwrap_or_default();
    let memory = ["DefaultCPUAllocator", "out of memory", "not enough memory"];
    if memory.iter().any(|words| line.contains(words)) {
        return format!("not enough memory ({line})");
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tch::{Kind, Tensor};

    #[test]
    fn an_exception_from_libtorch_is_an_error_that_names_the_model() {
        let path = Path::new("models/small");
        let error = run(path, || {
            let (a, b) = (
                Tensor::ones([2, 3], (Kind::Float, tch::Device::Cpu)),
                Tensor::ones([2, 3], (Kind::Float, tch::Device::Cpu)),
            );
            Ok(a.matmul(&b))
        });
        let error = error.map(|_| ()).unwrap_err().to_string();
        assert!(error.starts_with("models/small cannot be run by libtorch: mat1 and mat2 shapes"), "{error}");
        assert_eq!(error.lines().count(), 1);
    }

    #[test]
    fn more_memory_than_there_is_is_an_error() {
        let error = run(Path::new("huge"), || Ok(Tensor::empty([1 << 50], (Kind::Float, tch::Device::Cpu))));
        let error = error.map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("not enough memory"), "{error}");
    }
}
