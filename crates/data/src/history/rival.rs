//! What runs are compared with: how far prices wander by themselves, and the course of an earlier licence.

use crate::atlas::{FACT_COLUMNS, Fact};
use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::table::{Range, Row, Table};

const PATH: &str = "data/history/rivals.csv";
const SUBJECT: [&str; 4] = ["rival", "scenario", "quantity", "month"];

/// Which rival a row speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rival {
    RandomWalk,
    LicenceCourse,
}

/// Which series of the licence a row speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    Exports,
    Price,
}

/// The course of a licence, as multiples of the level before it, by months after the month in which it was announced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LicenceCourse {
    /// Tonnes over tonnes before, ascending by month.
    pub exports: Vec<(i32, f64)>,
    /// Price over price before, ascending by month.
    pub price: Vec<(i32, f64)>,
    /// Episodes that it was learnt from.
    pub scenarios: Vec<String>,
    /// Its rows, with their evidence.
    pub rows: Vec<Fact>,
}

/// A price that wanders.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomWalk {
    /// Standard deviation of the monthly logarithmic return.
    pub deviation: f64,
    /// Episode that it was learnt from.
    pub scenario: String,
    /// Its row, with its evidence.
    pub row: Fact,
}

/// Every rival.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RivalRecords {
    /// The random walk.
    pub walk: Option<RandomWalk>,
    /// The course of a licence.
    pub course: LicenceCourse,
}

impl RivalRecords {
    /// Reads the table; every problem is told.
    pub(super) fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Self {
        let mut records = Self::default();
        let Some(text) = bundle.required(PATH, problems) else { return records };
        let columns: Vec<&str> = SUBJECT.into_iter().chain(FACT_COLUMNS).collect();
        let table = Table::read(PATH, text, &columns, problems);
        let words = [("random_walk", Rival::RandomWalk), ("licence_course", Rival::LicenceCourse)];
        for row in table.rows() {
            let rival = row.one_of("rival", &words, problems);
            let scenario = row.required("scenario", problems);
            let fact = Fact::read(&row, problems);
            let (Some(rival), Some(scenario), Some(fact)) = (rival, scenario, fact) else { continue };
            let Some(best) = fact.best else {
                row.problem("best", "a number", "a rival needs one; remove the row without it", problems);
                continue;
            };
            match rival {
                Rival::RandomWalk if records.walk.is_some() => {
                    row.problem("rival", "one random walk", "remove one of the rows", problems);
                }
                Rival::RandomWalk => records.walk = Some(RandomWalk { deviation: best, scenario, row: fact }),
                Rival::LicenceCourse => records.course.take(&row, scenario, (best, fact), problems),
            }
        }
        records.course.exports.sort_by_key(|it| it.0);
        records.course.price.sort_by_key(|it| it.0);
        records
    }
}

impl LicenceCourse {
    fn take(
        &mut self,
        row: &Row<'_>,
        scenario: String,
        (best, fact): (f64, Fact),
        problems: &mut Vec<Problem>,
    ) {
        let words = [("exports", Course::Exports), ("price", Course::Price)];
        let quantity = row.one_of("quantity", &words, problems);
        let month = row.required_number("month", Range::NotNegative, problems);
        let (Some(quantity), Some(month)) = (quantity, month) else { return };
        if month.fract() != 0.0 || month > 1200.0 {
            row.problem("month", "a whole number of months, at most 1200", "correct it", problems);
            return;
        }
        let month = month as i32;
        let course = match quantity {
            Course::Exports => &mut self.exports,
            Course::Price => &mut self.price,
        };
        if course.iter().any(|it| it.0 == month) {
            row.problem("month", "each month once", "remove one of the rows", problems);
            return;
        }
        course.push((month, best));
        if !self.scenarios.contains(&scenario) {
            self.scenarios.push(scenario);
        }
        self.rows.push(fact);
    }
}
