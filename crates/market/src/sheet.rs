//! Sums over the columns of a problem: what a unit of each is worth, and what all of them take.

use crate::problem::Problem;

/// The entries of a problem by how many a column has: most have one, nearly all the others two.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    columns: usize,
    /// Columns of one entry.
    ones: Vec<Term>,
    /// Columns of two.
    twos: Vec<[Term; 2]>,
    /// Every entry of the others.
    further: Vec<Term>,
}

/// An entry: what a unit of a column adds to a balance.
#[derive(Clone, Copy, Debug)]
struct Term {
    column: u32,
    row: u32,
    coefficient: f64,
}

impl Sheet {
    /// Reads a problem in place of the one before.
    pub(crate) fn read(&mut self, problem: &Problem) {
        self.ones.clear();
        self.twos.clear();
        self.further.clear();
        self.columns = problem.columns.len();
        for (column, it) in problem.columns.iter().enumerate() {
            let term = |&(row, coefficient): &(usize, f64)| Term {
                column: column as u32,
                row: row as u32,
                coefficient,
            };
            match &it.entries[..] {
                [one] => self.ones.push(term(one)),
                [one, other] => self.twos.push([term(one), term(other)]),
                all => self.further.extend(all.iter().map(term)),
            }
        }
    }

    /// What a unit of each column is worth at these prices, USD/kg.
    pub(crate) fn worth(&self, prices: &[f64], worth: &mut Vec<f64>) {
        worth.clear();
        worth.resize(self.columns, 0.0);
        let at = |it: &Term| it.coefficient * prices[it.row as usize];
        for it in &self.ones {
            worth[it.column as usize] = at(it);
        }
        for [one, other] in &self.twos {
            worth[one.column as usize] = at(one) + at(other);
        }
        for it in &self.further {
            worth[it.column as usize] += at(it);
        }
    }

    /// Calls with each column and what a direction of prices adds to its unit's worth, part by part: rows that `part_of`
    /// gives the same part count together.
    pub(crate) fn worth_by_part(
        &self,
        (direction, part_of): (&[f64], &[u32]),
        mut visit: impl FnMut(usize, u32, f64),
    ) {
        let at = |it: &Term| it.coefficient * direction[it.row as usize];
        let part = |it: &Term| part_of[it.row as usize];
        for it in &self.ones {
            visit(it.column as usize, part(it), at(it));
        }
        for [one, other] in &self.twos {
            if part(one) == part(other) {
                visit(one.column as usize, part(one), at(one) + at(other));
            } else {
                visit(one.column as usize, part(one), at(one));
                visit(one.column as usize, part(other), at(other));
            }
        }
        for column in self.further.chunk_by(|a, b| a.column == b.column) {
            for (index, it) in column.iter().enumerate() {
                if column[..index].iter().all(|before| part(before) != part(it)) {
                    let own = column[index..].iter().filter(|other| part(other) == part(it));
                    visit(it.column as usize, part(it), own.map(at).sum());
                }
            }
        }
    }

    /// Takes from each balance what the columns add to it at their rates, t/month.
    pub(crate) fn take(&self, rates: &[f64], excess: &mut [f64]) {
        let mut take = |it: &Term, rate: f64| excess[it.row as usize] -= it.coefficient * rate;
        for it in &self.ones {
            take(it, rates[it.column as usize]);
        }
        for [one, other] in &self.twos {
            let rate = rates[one.column as usize];
            take(one, rate);
            take(other, rate);
        }
        for it in &self.further {
            take(it, rates[it.column as usize]);
        }
    }
}
