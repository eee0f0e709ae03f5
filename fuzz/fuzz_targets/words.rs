//! Any text gives the same words and hashes by every kernel of this machine, in order and inside the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf::fingerprint::Folded;

fuzz_target!(|text: &str| {
    let folded = Folded::by_every_kernel(text);
    let words = |folded: &Folded| -> Vec<_> {
        (0..folded.len()).map(|at| (folded.bytes(at..at + 1), folded.hash(at))).collect()
    };
    let first = words(&folded[0]);
    assert!(folded.iter().all(|other| words(other) == first));
    let mut end = 0;
    for (bytes, _) in first {
        assert!(bytes.start >= end && text.get(bytes.clone()).is_some());
        end = bytes.end;
    }
});
