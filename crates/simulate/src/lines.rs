//! The monthly series of a draw, line by line: what is put on a [`Shelf`] so that no run holds all of its draws.

use std::ops::Range;

use crate::drawn::Drawn;
use crate::ledger::Ledger;
use crate::shelf::Shelf;

/// A monthly series of a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Service of a group, by its place; a share.
    Service(usize),
    /// Fresh inflow of a group; a share.
    Inflow(usize),
    /// A price, by the place of its key; USD/kg.
    Price(usize),
    /// Goods under way, t.
    Afloat,
    /// Licence rent of a buyer's users, USD a month.
    LicenceRent(usize),
    /// Rent of a quota, USD a month.
    QuotaRent(usize),
    /// Premium that members of a club pay makers inside, USD a month.
    ClubPremium(usize),
    /// Public money of a support, USD in the month.
    PublicMoney(usize),
}

/// Whose series it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The scenario's.
    Own,
    /// The same economy's without the scenario's cuts.
    Calm,
    /// The baseline's, where that is another world.
    Baseline,
}

/// Which series a draw has, in the order in which they are shelved.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    lines: Vec<(Whose, Line)>,
    months: usize,
}

/// One series in every draw, a number a month; what a draw does not have is not a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    months: usize,
    numbers: Vec<f64>,
}

impl Lines {
    /// Those of a draw over so many months.
    pub(crate) fn of(drawn: &Drawn, months: u32) -> Self {
        let of = |whose: Whose, drawn: &Drawn| {
            let [service, inflow, prices, ledger] = match whose {
                Whose::Own | Whose::Baseline => {
                    [drawn.service.len(), drawn.inflow.len(), drawn.prices.len(), 1]
                }
                Whose::Calm => [drawn.calm_service.len(), 0, drawn.calm_prices.len(), 1],
            };
            let accounts = if whose == Whose::Calm { &drawn.calm_ledger } else { &drawn.ledger };
            let lines = (0..service).map(Line::Service).chain((0..inflow).map(Line::Inflow));
            let lines = lines.chain((0..prices).map(Line::Price)).chain((0..ledger).map(|_| Line::Afloat));
            let lines = lines.chain((0..accounts.rents_usd.len()).map(Line::LicenceRent));
            let lines = lines.chain((0..accounts.quota_rents_usd.len()).map(Line::QuotaRent));
            let lines = lines.chain((0..accounts.premia_usd.len()).map(Line::ClubPremium));
            let lines = lines.chain((0..accounts.paid_usd.len()).map(Line::PublicMoney));
            lines.map(|it| (whose, it)).collect::<Vec<_>>()
        };
        let mut lines = of(Whose::Own, drawn);
        lines.extend(of(Whose::Calm, drawn));
        lines.extend(drawn.baseline.iter().flat_map(|it| of(Whose::Baseline, it)));
        Self { lines, months: months as usize }
    }

    /// Numbers of one draw.
    pub fn width(&self) -> usize {
        self.lines.len() * self.months
    }

    /// Where a series lies among the numbers of a draw, if there is one.
    pub fn span(&self, whose: Whose, line: Line) -> Option<Range<usize>> {
        let at = self.lines.iter().position(|it| *it == (whose, line))?;
        Some(at * self.months..(at + 1) * self.months)
    }

    /// All series of a draw behind one another.
    pub(crate) fn numbers(&self, drawn: &Drawn) -> Vec<f64> {
        let mut numbers = Vec::with_capacity(self.width());
        for &(whose, line) in &self.lines {
            let series = drawn.line(whose, line).unwrap_or(&[]);
            let padded = series.iter().copied().chain(std::iter::repeat(f64::NAN));
            numbers.extend(padded.take(self.months));
        }
        numbers
    }

    /// A series in every draw on a shelf.
    pub(crate) fn table(&self, shelf: &dyn Shelf, whose: Whose, line: Line) -> Option<Table> {
        let numbers = shelf.column(self.span(whose, line)?);
        Some(Table { months: self.months, numbers })
    }

    /// A series of one draw alone.
    pub(crate) fn table_of(&self, drawn: &Drawn, whose: Whose, line: Line) -> Option<Table> {
        let padded = drawn.line(whose, line)?.iter().copied().chain(std::iter::repeat(f64::NAN));
        Some(Table { months: self.months, numbers: padded.take(self.months).collect() })
    }
}

impl Table {
    /// The series of each draw, in order.
    pub fn draws(&self) -> impl Iterator<Item = &[f64]> {
        self.numbers.chunks_exact(self.months.max(1))
    }

    /// One month in every draw.
    pub fn month(&self, month: usize) -> impl Iterator<Item = f64> + '_ {
        self.draws().map(move |it| it[month])
    }

    /// How many months there are.
    pub fn months(&self) -> usize {
        self.months
    }

    /// Month by month and draw by draw, this less another.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        let numbers = self.numbers.iter().zip(&other.numbers).map(|(a, b)| a - b);
        Self { months: self.months, numbers: numbers.collect() }
    }

    /// As many noughts.
    #[must_use]
    pub fn noughts(&self) -> Self {
        Self { months: self.months, numbers: vec![0.0; self.numbers.len()] }
    }
}

impl Drawn {
    /// One of its series, if it has it.
    pub fn line(&self, whose: Whose, line: Line) -> Option<&[f64]> {
        let (service, inflow, prices, ledger): (_, &[Vec<f64>], _, &Ledger) = match whose {
            Whose::Own => (&self.service, &self.inflow, &self.prices, &self.ledger),
            Whose::Calm => (&self.calm_service, &[], &self.calm_prices, &self.calm_ledger),
            Whose::Baseline => return self.baseline.as_ref()?.line(Whose::Own, line),
        };
        let series = match line {
            Line::Service(group) => service.get(group),
            Line::Inflow(group) => inflow.get(group),
            Line::Price(key) => prices.get(key),
            Line::Afloat => Some(&ledger.afloat_t),
            Line::LicenceRent(buyer) => ledger.rents_usd.get(buyer),
            Line::QuotaRent(quota) => ledger.quota_rents_usd.get(quota),
            Line::ClubPremium(club) => ledger.premia_usd.get(club),
            Line::PublicMoney(support) => ledger.paid_usd.get(support),
        };
        series.map(Vec::as_slice)
    }

    /// Lets go of its series, which are on a shelf.
    pub(crate) fn shelved(&mut self) {
        for ledger in [&mut self.ledger, &mut self.calm_ledger] {
            *ledger = Ledger {
                decisions: std::mem::take(&mut ledger.decisions),
                newcomers: std::mem::take(&mut ledger.newcomers),
                spent: std::mem::take(&mut ledger.spent),
                ..Ledger::default()
            };
        }
        for series in [
            &mut self.service,
            &mut self.inflow,
            &mut self.prices,
            &mut self.calm_service,
            &mut self.calm_prices,
        ] {
            *series = Vec::new();
        }
        self.baseline.iter_mut().for_each(|it| it.shelved());
    }
}
