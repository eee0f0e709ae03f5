# The sample wire's digests, into digests/
digest:
    cargo run --release -- digest corpus/wire

# All tests
test:
    cargo test

# Everything that a change must pass
check:
    .ci/run

# Tests the engine torch, with a libtorch of its own
torch:
    models/libtorch/setup
    models/libtorch/with cargo test --features torch

# What each step costs
bench:
    cargo bench --bench steps

# Writes the golden digests again, after a change that is meant
goldens:
    SNAPSHOTS=overwrite cargo test --test nutgraf digest
