//! How the C library hands out memory for tensors.
#![allow(unsafe_code)]

/// Has freed memory kept for the next tensor, up to 2 GB, rather than handed back to the system, which would fill every
/// page of the next one with noughts: a step of a model makes and drops tensors of some MB by the hundred. Where the C
/// library is another than GNU's, nothing is changed.
pub(super) fn keep() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: `mallopt` takes two numbers and may be called at any time, from any thread; what it does not take, it refuses.
    unsafe {
        libc::mallopt(libc::M_MMAP_MAX, 0);
        libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
    }
}
