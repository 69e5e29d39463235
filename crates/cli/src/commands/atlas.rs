//! `coercivity atlas`: who makes what, who depends on whom, and where the chain is weakest.

mod chain_view;
mod claims_view;
mod columns;
mod facility_view;
mod flows_view;
mod indicator_view;
mod linked;
mod mineral_view;
mod page;

use crate::answer::Answer;
use crate::args::Globals;
use crate::failure::Failure;
use crate::open_world::OpenWorld;
use linked::Linked;

/// The good whose chain is shown when nothing is asked.
const USUAL_GOOD: &str = "magnet:NdFeB";

/// What is asked of the room.
#[derive(Clone, Debug, clap::Args)]
#[group(multiple = true)]
pub struct AtlasRequest {
    /// The chain of this good, stage by stage [default: magnet:NdFeB]
    #[arg(long, value_name = "GOOD", conflicts_with_all = ["facility", "flows", "indicator", "mineral", "claims"])]
    pub chain: Option<String>,
    /// The buyer whose reliance is shown: a country or an area, by id or name
    #[arg(long, value_name = "PLACE", default_value = "USA")]
    pub buyer: String,
    /// One facility, or with the word `all` the list of them
    #[arg(long, value_name = "ID", conflicts_with_all = ["flows", "indicator", "mineral", "claims"])]
    pub facility: Option<String>,
    /// Exports of a good, as published; with `:YEAR` of one year
    #[arg(long, value_name = "GOOD[:YEAR]", conflicts_with_all = ["indicator", "mineral", "claims"])]
    pub flows: Option<String>,
    /// One indicator over everything it can be told for
    #[arg(long, value_enum, value_name = "NAME", conflicts_with_all = ["claims"])]
    pub indicator: Option<Indicator>,
    /// One mineral: output, reserves, reliance, import sources; with `--indicator reliance` its reliance alone
    #[arg(long, value_name = "NAME")]
    pub mineral: Option<String>,
    /// What others claim, beside what the tables give
    #[arg(long)]
    pub claims: bool,
    /// The sources behind the answer in full
    #[arg(long)]
    pub sources: bool,
}

/// An indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Indicator {
    /// Net import reliance of the buyer, and what each edition said
    Reliance,
    /// Herfindahl index of every good with a world total
    Hhi,
    /// The stage in the fewest hands
    Weakest,
}

/// Answers the request from an open world.
pub fn answer(open: &OpenWorld, globals: &Globals, request: &AtlasRequest) -> Result<Answer, Failure> {
    let linked = Linked::of(open);
    let page = if request.claims {
        claims_view::page(&linked)
    } else if let Some(id) = &request.facility {
        facility_view::page(&linked, id)?
    } else if let Some(flow) = &request.flows {
        flows_view::page(&linked, flow)?
    } else if let Some(indicator) = request.indicator {
        indicator_view::page(&linked, request, indicator)?
    } else if let Some(name) = &request.mineral {
        mineral_view::page(&linked, request, name)?
    } else {
        chain_view::page(&linked, request, request.chain.as_deref().unwrap_or(USUAL_GOOD))?
    };
    Ok(page.answer(&linked, request, globals.text_width()))
}
