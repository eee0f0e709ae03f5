//! Threads that stay awake while a step is taken.
//!
//! A step of the decoder is a hundred products one after the other, each over in a few hundredths of a millisecond: less
//! than it takes to wake a thread. So the threads of the pool look out for their share of the next one instead of going to
//! sleep in between.

use std::hint;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rayon::Yield;

/// Rounds without work after which a thread gives up: about a millisecond. What waits longer than that is worth waking for,
/// and two that look out for each other's work cannot wait for ever.
const PATIENCE: u32 = 1 << 13;

/// Rounds after which it lets others have the processor, where it has too few.
const TURN: u32 = 1 << 7;

/// Does something on a thread of the pool, and has the others look out for parts of it.
pub(super) fn awake<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if rayon::current_num_threads() == 1 {
        return work();
    }
    rayon::scope(|_| {
        let (own, over) = (rayon::current_thread_index(), Over::default());
        let seen = Arc::clone(&over.0);
        rayon::spawn_broadcast(move |context| {
            if Some(context.index()) != own {
                look_out(&seen);
            }
        });
        work()
    })
}

/// Says that the work is over, however it ends.
#[derive(Default)]
struct Over(Arc<AtomicBool>);

impl Drop for Over {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn look_out(over: &AtomicBool) {
    let mut idle = 0;
    while idle < PATIENCE && !over.load(Ordering::Relaxed) {
        if rayon::yield_now() == Some(Yield::Executed) {
            idle = 0;
            continue;
        }
        idle += 1;
        if idle % TURN == 0 {
            thread::yield_now();
        } else {
            hint::spin_loop();
        }
    }
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::awake;

    #[test]
    fn work_from_several_threads_on_one_small_pool_is_done_and_a_panic_ends_it() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let sum = || awake(|| (0..50u64).map(|_| (0..8u64).into_par_iter().sum::<u64>()).sum::<u64>());
        let sums: Vec<u64> = thread_each(4, || pool.install(|| (0..20).map(|_| sum()).sum()));
        assert_eq!(sums, [28_000; 4]);
        let within: Vec<u64> = pool.install(|| (0..6).into_par_iter().map(|_| sum()).collect());
        assert_eq!(within, [1400; 6]);
        let panicked = pool.install(|| {
            std::panic::catch_unwind(|| awake(|| assert!(rayon::current_thread_index().is_none())))
        });
        assert!(panicked.is_err());
        assert_eq!(pool.install(sum), 1400);
    }

    fn thread_each<T: Send>(count: usize, run: impl Fn() -> T + Sync) -> Vec<T> {
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..count).map(|_| scope.spawn(&run)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    }
}
