//! Tells the linker where libtorch lies, so that the program starts without `LD_LIBRARY_PATH`.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=LIBTORCH");
    if env::var_os("CARGO_FEATURE_TORCH").is_none() {
        return;
    }
    let own = env::var("LIBTORCH_LIB").or_else(|_| env::var("LIBTORCH"));
    // Beside the program first, for one that was moved with its libraries.
    println!("cargo:rustc-link-arg=-Wl,-rpath,$ORIGIN/libtorch/lib");
    if let Ok(folder) = own {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{folder}/lib");
    }
}
