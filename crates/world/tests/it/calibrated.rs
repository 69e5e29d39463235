//! What a calibration does to the ranges of parameters.

use coercivity_data::{Bundle, POSTERIOR_FORMAT, POSTERIOR_PATH, embedded};
use coercivity_world::World;
use coercivity_world::economy::{Parameter, ParameterRange};

use crate::scenario_cases::shown;

/// The shipped tables with a calibration of their own that is in use, or none.
fn opened(posterior: Option<&str>) -> Result<World, Vec<coercivity_data::Problem>> {
    opened_with(posterior.map(|it| format!("format = \"{POSTERIOR_FORMAT}\"\nin_use = true\n{it}")))
}

fn opened_with(posterior: Option<String>) -> Result<World, Vec<coercivity_data::Problem>> {
    let shipped = embedded();
    let files = shipped.files().filter(|it| it.0 != POSTERIOR_PATH);
    let files = files.map(|it| (it.0.to_owned(), it.1.to_owned()));
    let own = posterior.map(|it| (POSTERIOR_PATH.to_owned(), it));
    World::open(&Bundle::new(files.chain(own)), None)
}

fn row(range: &ParameterRange, identified: bool) -> String {
    let ParameterRange { parameter, low, best, high, .. } = range;
    format!(
        "[[parameter]]\nid = \"{}\"\nprior = {{ low = {low}, best = {best}, high = {high} }}\nposterior = {{ low = {best}, \
         best = {best}, high = {high} }}\nidentified = {identified}\nfacts = [\"E1.01\"]\n",
        parameter.id()
    )
}

#[test]
fn identified_parameters_take_the_posterior_and_the_others_keep_their_prior() {
    let prior = opened(None).unwrap().economy.parameters;
    let (wait, hazard) = (prior.range(Parameter::LicenceWait), prior.range(Parameter::ApprovalHazard));
    let text = row(wait, true) + &row(hazard, false);
    let after = opened(Some(&text)).unwrap().economy.parameters;
    let told = after.range(Parameter::LicenceWait);
    assert_eq!((told.low, told.best, told.high), (wait.best, wait.best, wait.high));
    assert!(told.cited.note.contains("E1.01") && told.cited.sources.iter().any(|it| it == "calibration"));
    assert_eq!(after.range(Parameter::ApprovalHazard), hazard);
}

#[test]
fn a_calibration_that_is_not_in_use_changes_nothing() {
    let prior = opened(None).unwrap().economy.parameters;
    let row = row(prior.range(Parameter::LicenceWait), true);
    let kept = format!("format = \"{POSTERIOR_FORMAT}\"\nin_use = false\n{row}");
    assert_eq!(opened_with(Some(kept)).unwrap().economy.parameters.ranges(), prior.ranges());
}

#[test]
fn the_shipped_calibration_is_of_the_shipped_ranges() {
    let shipped = embedded();
    let text = shipped.text(POSTERIOR_PATH).expect("a calibration ships");
    let used = text.replace("in_use = false", "in_use = true");
    let after = opened_with(Some(used)).unwrap().economy.parameters;
    assert!(after.ranges().iter().any(|it| it.cited.sources.iter().any(|it| it == "calibration")));
    let uncertain = after.ranges().iter().filter(|it| it.low < it.high);
    for it in uncertain {
        assert!(
            text.contains(&format!("id = \"{}\"", it.parameter.id())),
            "{} is missing",
            it.parameter.id()
        );
    }
}

#[test]
fn a_posterior_of_other_priors_is_refused() {
    let prior = opened(None).unwrap().economy.parameters;
    let mut moved = prior.range(Parameter::LicenceWait).clone();
    moved.high += 1.0;
    let unknown = row(&moved, true).replace(moved.parameter.id(), "licence_wit_months");
    let problems = opened(Some(&(row(&moved, true) + &unknown))).unwrap_err();
    let told = shown(&problems);
    assert_eq!(problems.len(), 2, "{told}");
    assert!(told.contains("calibrated from") && told.contains("licence_wit_months"), "{told}");
    assert!(
        told.contains(&format!("{POSTERIOR_PATH}:3:")) && told.contains("coercivity calibrate --out"),
        "{told}"
    );
}
