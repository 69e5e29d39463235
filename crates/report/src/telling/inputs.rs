//! An uncertain input in words, and the row that it is from.

use coercivity_quantity::{Citation, Unit};
use coercivity_simulate::Purpose;

use super::Telling;
use super::assumptions::{parameter_why, practice_why};
use super::grounds::Grounds;
use super::reasons::{self, Lived};

/// What an input is called, the ending of its unit, and the handle of its explanation.
pub(super) struct Named {
    pub(super) label: String,
    pub(super) unit: String,
    pub(super) why: String,
}

/// An input by its id, `purpose.name`; one that no row is found for stands for itself.
pub(super) fn named(telling: &Telling<'_>, grounds: &mut Grounds<'_>, id: &str) -> Named {
    let found = Purpose::ALL.into_iter().find_map(|purpose| {
        let name = id.strip_prefix(purpose.word())?.strip_prefix('.')?;
        match purpose {
            Purpose::Parameters => parameter(telling, grounds, name),
            Purpose::Products => product(telling, grounds, name),
            Purpose::Bearing => bearing(telling, grounds, name),
            Purpose::Projects => project(telling, grounds, name),
            Purpose::Licences => practice(telling, grounds, name),
            Purpose::Lives => life(telling, grounds, name),
        }
    });
    found.unwrap_or_else(|| Named {
        label: id.to_owned(),
        unit: Unit::Number.ending().to_owned(),
        why: grounds.conclude(id, &[], Vec::new()),
    })
}

fn parameter(telling: &Telling<'_>, grounds: &mut Grounds<'_>, name: &str) -> Option<Named> {
    let ranges = telling.question.world.economy.parameters.ranges();
    let range = ranges.iter().find(|it| it.parameter.id() == name)?;
    let why = parameter_why(telling, grounds, range);
    Some(Named { label: range.label.clone(), unit: range.unit.ending().to_owned(), why })
}

/// `end_use.value_usd_per_kg`, or `end_use.substitute.what`.
fn product(telling: &Telling<'_>, grounds: &mut Grounds<'_>, name: &str) -> Option<Named> {
    let (end_use, rest) = name.split_once('.')?;
    let mut products = telling.question.world.economy.products.iter();
    let product = products.find(|it| it.0.as_str() == end_use)?.1;
    let end_use = telling.end_use(end_use);
    let Some((substitute, what)) = rest.rsplit_once('.') else {
        let label = format!("value of the end products, {end_use}");
        return Some(cited(grounds, (label, Unit::UsdPerKg), &product.cited));
    };
    let found = product.substitutes.iter().find(|it| it.label == substitute)?;
    let (said, unit) = match what {
        "choke_usd_per_kg" => ("price at which it is taken", Unit::UsdPerKg),
        "share_able" => ("share of the use that can take it", Unit::Share),
        "lag_months" => ("months until it is there", Unit::Months),
        _ => return None,
    };
    Some(cited(grounds, (format!("{end_use}, {substitute}: {said}"), unit), &found.cited))
}

fn bearing(telling: &Telling<'_>, grounds: &mut Grounds<'_>, end_use: &str) -> Option<Named> {
    let mut shares = telling.question.world.economy.bearing_shares.iter();
    let share = shares.find(|it| it.0.as_str() == end_use)?.1;
    let label = format!("share of magnets with a heavy element, {}", telling.end_use(end_use));
    Some(cited(grounds, (label, Unit::Share), &share.cited))
}

/// `end_use.lifetime_years`, or `end_use.past_growth_per_year`.
fn life(telling: &Telling<'_>, grounds: &mut Grounds<'_>, name: &str) -> Option<Named> {
    let (end_use, what) = name.split_once('.')?;
    let (&end_use, found) =
        telling.question.world.economy.lives.iter().find(|it| it.0.as_str() == end_use)?;
    let (lived, unit) = match what {
        "lifetime_years" => (Lived::Years, Unit::Number),
        "past_growth_per_year" => (Lived::Growth, Unit::Share),
        _ => return None,
    };
    Some(Named {
        label: format!("{}: {}", telling.end_use(end_use.as_str()), lived.said()),
        unit: unit.ending().to_owned(),
        why: grounds.keep(&reasons::life(telling, end_use, found, lived)),
    })
}

/// `facility.built`, or `facility.delay_months`.
fn project(telling: &Telling<'_>, grounds: &mut Grounds<'_>, name: &str) -> Option<Named> {
    let (facility, what) = name.rsplit_once('.')?;
    let project = telling.question.world.economy.projects.iter().find(|it| it.facility == facility)?;
    let place = telling.place(project.place);
    let (said, unit) = match what {
        "built" => ("whether it is built (1) or not (0)", Unit::Number),
        "delay_months" => ("months later than promised", Unit::Months),
        _ => return None,
    };
    Some(Named {
        label: format!("{}, {place}: {said}", project.name),
        unit: unit.ending().to_owned(),
        why: grounds.keep(&reasons::project(telling, project)),
    })
}

/// `practice.granted_share` and its like.
fn practice(telling: &Telling<'_>, grounds: &mut Grounds<'_>, name: &str) -> Option<Named> {
    let (id, what) = name.rsplit_once('.')?;
    let practice = telling.question.scenario.practices.iter().find(|it| it.id == id)?;
    let (said, unit) = match what {
        "granted_share" => ("share of applications granted in the end", Unit::Share),
        "hazard_per_month" => ("chance that a waiting application is decided in a month", Unit::Share),
        "wait_months" => ("months before the first decision", Unit::Months),
        "valid_months" => ("months for which a grant lasts", Unit::Months),
        _ => return None,
    };
    let why = practice_why(grounds, practice, said);
    Some(Named { label: format!("{said} ({id})"), unit: unit.ending().to_owned(), why })
}

fn cited(grounds: &mut Grounds<'_>, (label, unit): (String, Unit), row: &Citation) -> Named {
    let why = grounds.conclude(&label, std::slice::from_ref(row), Vec::new());
    Named { label, unit: unit.ending().to_owned(), why }
}
