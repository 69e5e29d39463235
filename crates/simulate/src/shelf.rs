//! Where the series of finished draws are kept. This room opens no file: whoever calls says where.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use crate::ensemble::GoOn;

/// Rows of numbers, one a draw and all of one width, added one after another and read column by column.
pub trait Shelf: std::fmt::Debug + Sync {
    /// Adds the numbers of the next draw; says to stop where no more can be kept.
    fn put(&self, numbers: &[f64]) -> GoOn;
    /// Some columns of every draw, draw after draw. A shelf that cannot read remembers that, and gives what is not a
    /// number: whoever made it asks it before anything is shown.
    fn column(&self, columns: Range<usize>) -> Vec<f64>;
    /// All numbers of one draw, counted from 0 in the order in which they were put.
    fn draw(&self, number: usize) -> Vec<f64>;
}

/// A shelf that keeps nothing: for those who read no series of their draws.
#[derive(Clone, Copy, Debug)]
pub struct Nowhere;

impl Shelf for Nowhere {
    fn put(&self, _: &[f64]) -> GoOn {
        GoOn::Yes
    }
    fn column(&self, _: Range<usize>) -> Vec<f64> {
        Vec::new()
    }
    fn draw(&self, _: usize) -> Vec<f64> {
        Vec::new()
    }
}

/// A shelf in memory, for few draws.
#[derive(Debug, Default)]
pub struct InMemory(Mutex<Vec<Vec<f64>>>);

impl InMemory {
    fn rows(&self) -> std::sync::MutexGuard<'_, Vec<Vec<f64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf for InMemory {
    fn put(&self, numbers: &[f64]) -> GoOn {
        self.rows().push(numbers.to_vec());
        GoOn::Yes
    }
    fn column(&self, columns: Range<usize>) -> Vec<f64> {
        self.rows().iter().flat_map(|it| it[columns.clone()].to_vec()).collect()
    }
    fn draw(&self, number: usize) -> Vec<f64> {
        self.rows()[number].clone()
    }
}
