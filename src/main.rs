//! The `nutgraf` program.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// An article is made of a hundred small texts, which it gives out faster than the C library.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
