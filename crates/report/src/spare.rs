//! Things that threads take, use and give back: what was learned with one serves whoever takes it next.

use std::sync::{Mutex, PoisonError};

/// What is free to be taken; never more things than threads that use one at a time.
#[derive(Debug)]
pub struct Spare<T>(Mutex<Vec<T>>);

impl<T> Default for Spare<T> {
    fn default() -> Self {
        Self(Mutex::new(Vec::new()))
    }
}

impl<T> Spare<T> {
    /// Uses one that is free, else a new one, and leaves it free.
    pub fn with<R>(&self, new: impl FnOnce() -> T, with: impl FnOnce(&mut T) -> R) -> R {
        let free = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut taken = free.unwrap_or_else(new);
        let done = with(&mut taken);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_free_is_taken_before_anything_is_made() {
        let (spare, mut made) = (Spare::default(), 0);
        for place in 1..=3 {
            let mut new = || {
                made += 1;
                Vec::new()
            };
            let held = spare.with(&mut new, |it: &mut Vec<usize>| {
                it.push(place);
                it.len()
            });
            assert_eq!(held, place);
        }
        assert_eq!(made, 1);
    }
}
