//! Many files at once, results in order.

use std::{collections::BTreeMap, num::NonZeroUsize, ops::ControlFlow, sync::mpsc, thread};

use rayon::ThreadPoolBuilder;

use crate::cli::failure::Failure;

/// How many files may be begun beyond the first one that is not yet reported, for each thread: the bound of memory.
const AHEAD: usize = 4;

/// Does `work` on every item in `threads` threads (all cores if not said) and hands the results to `take` in the items' order.
///
/// Each result is handed over as soon as those before it are. When `take` breaks off, no further item is begun.
///
/// # Errors
/// [`Failure`] when the threads cannot be started.
pub fn in_order<T: Sync, R: Send>(
    items: &[T],
    threads: Option<NonZeroUsize>,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) -> Result<(), Failure> {
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = threads.map_or_else(cores, NonZeroUsize::get).min(items.len()).max(1);
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Failure::new(format!("cannot start {threads} threads: {error}")).help("name fewer: `-j 1`"))?;
    let (sender, receiver) = mpsc::channel();
    pool.in_place_scope_fifo(|scope| {
        let mut waiting = BTreeMap::new();
        let (mut begun, mut taken) = (0, 0);
        while taken < items.len() {
            while begun < items.len().min(taken + threads * AHEAD) {
                let parcel = Parcel { index: begun, result: None, sender: sender.clone() };
                let (item, work) = (&items[begun], &work);
                scope.spawn_fifo(move |_| {
                    let mut parcel = parcel;
                    parcel.result = Some(work(item));
                });
                begun += 1;
            }
            let Ok((index, Some(result))) = receiver.recv() else { return };
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&taken) {
                taken += 1;
                if take(result).is_break() {
                    return;
                }
            }
        }
    });
    Ok(())
}

/// A result on its way; it is sent even when the work panics, as nothing, so that nobody waits for it.
struct Parcel<R> {
    index: usize,
    result: Option<R>,
    sender: mpsc::Sender<(usize, Option<R>)>,
}

impl<R> Drop for Parcel<R> {
    fn drop(&mut self) {
        // Nobody listens any more after a break.
        let _ = self.sender.send((self.index, self.result.take()));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn run(items: &[u64], threads: usize, stop_at: usize) -> Vec<u64> {
        let mut taken = Vec::new();
        let work = |&item: &u64| {
            thread::sleep(Duration::from_micros(item % 7 * 300));
            item
        };
        in_order(items, NonZeroUsize::new(threads), work, |result| {
            taken.push(result);
            if taken.len() == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .expect("the threads start");
        taken
    }

    #[test]
    fn results_come_in_order_at_any_number_of_threads() {
        let items: Vec<u64> = (0..100).rev().collect();
        for threads in [1, 2, 8] {
            assert_eq!(run(&items, threads, usize::MAX), items);
        }
        assert_eq!(run(&[], 4, usize::MAX), [0u64; 0]);
    }

    #[test]
    fn a_break_ends_the_run() {
        assert_eq!(run(&[5, 6, 7, 8, 9, 10, 11, 12], 2, 3), [5, 6, 7]);
    }

    #[test]
    #[should_panic(expected = "item 3")]
    fn a_panic_is_not_swallowed() {
        let _ =
            in_order(&[1, 2, 3, 4], NonZeroUsize::new(2), |&item| assert!(item != 3, "item 3"), |()| ControlFlow::Continue(()));
    }
}
