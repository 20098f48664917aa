//! Files and folders that are not finished, and their end when the run is interrupted.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process,
    sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard},
};

/// The exit status of an interrupted run: 128 and the number of SIGINT, as shells have it.
const INTERRUPTED: i32 = 130;

/// The temporary files and folders that exist now.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Read while a file is written into an unfinished folder; written by an interruption, once and for good.
static FOLDERS: RwLock<()> = RwLock::new(());

/// Holds off an interruption until it is dropped: while a file is written into an unfinished folder.
///
/// Many threads may write at once. Without it, a folder that an interruption removes would be made again by a file that comes late.
pub fn writing() -> RwLockReadGuard<'static, ()> {
    FOLDERS.read().unwrap_or_else(PoisonError::into_inner)
}

/// Holds off an interruption until it is dropped: while files are made or renamed.
pub struct Hold(MutexGuard<'static, BTreeSet<PathBuf>>);

impl Hold {
    /// Waits until no other thread holds.
    pub fn new() -> Hold {
        Hold(UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Has a temporary file or folder removed if the run is interrupted.
    pub fn remember(&mut self, path: &Path) {
        self.0.insert(path.to_owned());
    }

    /// Forgets a temporary file or folder that is removed or renamed.
    pub fn forget(&mut self, path: &Path) {
        self.0.remove(path);
    }
}

/// Lets SIGINT, SIGTERM and SIGHUP remove the temporary files before they end the program.
///
/// Where one of them is ignored already (`nohup`), all are left as they are: a run that is told to outlive its terminal does.
pub fn install_handler() {
    let _ = ctrlc::try_set_handler(|| {
        let _folders = FOLDERS.write().unwrap_or_else(PoisonError::into_inner);
        let hold = Hold::new();
        for path in hold.0.iter() {
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
        end();
    });
}

#[expect(clippy::exit, reason = "nothing else ends a program from the thread of its signal handler")]
fn end() -> ! {
    process::exit(INTERRUPTED)
}
