//! Parameters of the market: one closed list, each with a range and its evidence.

use coercivity_data::{
    FrictionRow, Given, PARAMETERS_PATH, POSTERIOR_PATH, ParameterRow, PosteriorRecords, Problem, nearest,
};
use coercivity_quantity::{Citation, Unit};

/// Makes the closed list of parameters with the ids that files use.
macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident = $id:literal),+ $(,)?) => {
        /// A parameter of the market. Its id in files is that of `data/market/parameters.csv`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Parameter {
            $($(#[$doc])* $name),+
        }

        impl Parameter {
            /// Every parameter, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$name),+];
            /// Its id in files.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id),+
                }
            }
        }
    };
}

parameters! {
    /// Freight between regions, USD/kg.
    Freight = "freight_usd_per_kg",
    /// Value added tax not refunded on exported oxide and metal.
    ExportTax = "export_tax_share",
    /// Oxide to metal at the supplier, USD/kg.
    MetalFeeSupplier = "metal_fee_supplier_usd_per_kg",
    /// Oxide to metal elsewhere, USD/kg.
    MetalFeeElsewhere = "metal_fee_elsewhere_usd_per_kg",
    /// Metal to blank, USD/kg.
    BlankFee = "blank_fee_usd_per_kg",
    /// Blank to finished magnet, USD/kg.
    FinishingFee = "finishing_fee_usd_per_kg",
    /// Weeks of magnets that users hold.
    CoverOther = "cover_weeks_other",
    /// Weeks of yttria that coaters hold.
    CoverCoating = "cover_weeks_coating",
    /// Weeks of oxide held outside the supplier.
    CoverOxide = "cover_weeks_oxide",
    /// Weeks of metal that magnet makers hold.
    CoverMaker = "cover_weeks_maker",
    /// Share of output tied by contract.
    ContractShare = "contract_share",
    /// Days afloat.
    Transit = "transit_days",
    /// Price of SmCo magnets, USD/kg.
    SamariumMagnet = "samarium_magnet_usd_per_kg",
    /// Part of the contained value paid for concentrate.
    ConcentratePayable = "concentrate_payable_share",
    /// Cash cost over margin.
    CashCost = "cash_cost_share",
    /// Capacity over output at the supplier.
    HeadroomSupplier = "headroom_supplier",
    /// Capacity over output elsewhere.
    HeadroomElsewhere = "headroom_elsewhere",
    /// Light metal capacity outside the supplier, t a year.
    LightMetalCapacity = "light_metal_capacity_t",
    /// Heavy metal capacity outside the supplier, t a year.
    HeavyMetalCapacity = "heavy_metal_capacity_t",
    /// Rise of a lane's cost over the price.
    LaneSlope = "lane_slope_share",
    /// One light magnet metal in place of another, USD/kg.
    StandIn = "stand_in_usd_per_kg",
    /// Cost of discarding, USD/kg.
    DiscardCost = "discard_cost_usd_per_kg",
    /// Stop price over the dearest way out.
    StopPrice = "stop_price_factor",
    /// Elasticity within a period.
    ThriftShort = "thrift_short",
    /// Elasticity once adopted.
    ThriftLong = "thrift_long",
    /// Share of remaining thrift adopted in a month.
    ThriftRate = "thrift_rate",
    /// Most of a use that thrift can replace.
    ThriftMost = "thrift_most",
    /// Cost of holding stock, a year.
    CarryingCost = "carrying_cost_per_year",
    /// Weight of the last price in the expected one.
    Expectation = "expectation_weight",
    /// Purchases before a control over normal.
    FrontLoading = "front_loading",
    /// Months until new lanes open.
    NewLaneLag = "new_lane_lag_months",
    /// Months for which base contracts bind.
    ContractMonths = "contract_months",
    /// Share of base exports that leaks.
    Leakage = "leakage_share",
    /// Premium of leaked goods.
    LeakagePremium = "leakage_premium_share",
    /// Cash cost of projects over the base margin.
    ProjectCost = "project_cost_share",
    /// Delay of reconfigured circuits, months.
    DelayReconfigured = "delay_reconfigured_months",
    /// Delay of funded magnet and metal plants, months.
    DelayMagnetPlant = "delay_magnet_plant_months",
    /// Delay of brownfield mines, months.
    DelayBrownfield = "delay_brownfield_months",
    /// Delay of greenfield chemistry, months.
    DelayGreenfield = "delay_greenfield_months",
    /// Delay of first-of-kind processes, months.
    DelayFirstOfKind = "delay_first_of_kind_months",
    /// Delay of juniors, months.
    DelayJunior = "delay_junior_months",
    /// Chance that a project without money is built.
    StartUnfunded = "start_share_unfunded",
    /// Chance that a partly funded project is built.
    StartPartly = "start_share_partly",
    /// Chance that a funded project is built.
    StartFunded = "start_share_funded",
    /// Months to 63 % of nameplate.
    Ramp = "ramp_months",
    /// Growth of reference demand, a year.
    DemandGrowth = "demand_growth_per_year",
    /// Chance that a licence application is decided in a month.
    ApprovalHazard = "approval_hazard_per_month",
    /// Months before the first decision.
    LicenceWait = "licence_wait_months",
    /// Return that equity asks of a new plant, a year.
    Hurdle = "hurdle_rate_per_year",
    /// Return that public loans and equity ask, a year.
    PublicRate = "public_rate_per_year",
    /// Years that a new plant is expected to earn.
    PlantLife = "plant_life_years",
    /// Months promised from the decision to first output.
    Building = "building_months",
    /// Capital for a yearly kilogram of separated oxide, USD.
    CapitalOxide = "capital_oxide_usd_per_kg_year",
    /// Capital for a yearly kilogram of metal, USD.
    CapitalMetal = "capital_metal_usd_per_kg_year",
    /// Capital for a yearly kilogram of finished magnets, USD.
    CapitalMagnet = "capital_magnet_usd_per_kg_year",
    /// Months of prices that a financier looks back on.
    OutlookMonths = "outlook_months",
    /// Highest price over the base year's that a financier counts on.
    OutlookMost = "outlook_most",
    /// Months of standing still after which a process has to be restarted.
    Idle = "idle_months",
    /// What a restarted process asks on top of its cash cost, over it.
    Restart = "restart_cost_share",
    /// Conjectural variation of the supplier on its exports, 0..=1.
    MarketPower = "market_power",
    /// Days for which goods that were declared before a control was announced still pass.
    CustomsGrace = "customs_grace_days",
    /// Months from a licence to the shipment under it.
    Despatch = "despatch_months",
    /// Part of what its user has waited for that a licence covers.
    Backlog = "backlog_share",
    /// Exports outside a quota, over those of the base year.
    Unlicensed = "unlicensed_export_share",
    /// Part of licensed goods that is sold on against the end user's undertaking, 0..=1.
    Resale = "resale_share",
    /// Capacity that newcomers can decide on in a year, over what is used outside the supplier.
    EntryPace = "entry_pace_per_year",
    /// Part of the oxide that the supplier's recyclers made in the base year that came from worn-out goods.
    OldScrap = "old_scrap_share",
    /// Part of the magnets in worn-out goods that plants built for them can get.
    Collection = "collection_share",
    /// Part of what a recycler takes in that leaves as oxide.
    Recovery = "recovery_share",
    /// Shape of the distribution of lives (Weibull).
    LifeShape = "lifetime_shape",
    /// How much faster or slower one destination's applications are decided than another's.
    ApplicationPace = "application_pace",
    /// Time under way to users of a small chain over that by sea to Europe.
    Way = "transit_share",
    /// Share of a wanted change of output that a maker makes in a month.
    SupplyPace = "supply_pace",
    /// Weeks of use that users of a small chain hold.
    CoverUsers = "cover_weeks_users",
    /// Weeks of use that traders and makers of a small chain hold.
    CoverTraders = "cover_weeks_traders",
    /// Price at which a user of a small chain stops, over the base price.
    StopUsers = "stop_price_users",
    /// Rise of the price that holders expect on news of a shock, over it.
    AnnouncementRise = "announcement_rise",
    /// Standard deviation of a month's news in the price that holders expect.
    NewsDeviation = "news_deviation",
    /// Part of the variance of news that all goods share.
    NewsShared = "news_shared",
    /// Standard deviation of a month's shift of demand.
    DemandDeviation = "demand_deviation",
    /// Part of a shift of demand that is left a month later.
    DemandPersistence = "demand_persistence",
    /// Part of the variance of shifts of demand that all goods share.
    DemandShared = "demand_shared",
    /// Months by which quotes follow what is paid.
    QuoteLag = "quote_months",
    /// Months by which prices that customs records follow what is paid for what is sold now.
    ContractPrice = "contract_price_months",
    /// Standard deviation of a month's step of what the model leaves out.
    Discrepancy = "discrepancy_deviation",
    /// Years from discovery to a mine.
    MineLead = "mine_lead_years",
    /// Standard deviation of a quote around the price.
    QuoteDeviation = "quote_deviation",
    /// Standard deviation of a month's recorded trade around what was shipped.
    TradeDeviation = "trade_deviation",
}

impl Parameter {
    /// Whether only replays of history ask for it: what disturbs small chains, and how their records are kept.
    pub fn is_of_replays(self) -> bool {
        self as usize >= Self::ApplicationPace as usize
    }
}

/// A parameter's range and evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterRange {
    /// Which.
    pub parameter: Parameter,
    /// What it is, in words.
    pub label: String,
    /// Lowest.
    pub low: f64,
    /// Best guess.
    pub best: f64,
    /// Highest.
    pub high: f64,
    /// Its unit; shares lie in 0..=1.
    pub unit: Unit,
    /// What it rests on.
    pub cited: Citation,
}

/// Every parameter's range, in the order of [`Parameter::ALL`].
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    ranges: Vec<ParameterRange>,
}

impl Parameters {
    /// Resolves the rows; an unknown id, a missing parameter and a friction that is not there are problems.
    pub fn link(
        rows: &[ParameterRow],
        frictions: &[FrictionRow],
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let before = problems.len();
        let problem = |line: usize, found: String, expected: &str, remedy: String| {
            Problem::in_file(PARAMETERS_PATH, found, expected, remedy).at(line, 0)
        };
        for row in rows {
            if !Parameter::ALL.iter().any(|it| it.id() == row.id) {
                let near = nearest(&row.id, Parameter::ALL.iter().map(|it| it.id()));
                let remedy = near.map_or("remove the row".to_owned(), |it| format!("did you mean `{it}`?"));
                problems.push(problem(
                    row.line,
                    format!("parameter `{}`", row.id),
                    "a parameter of the model",
                    remedy,
                ));
            }
        }
        let mut ranges = Vec::new();
        for &parameter in Parameter::ALL {
            let Some(row) = rows.iter().find(|it| it.id == parameter.id()) else {
                let remedy = "add its row".to_owned();
                problems.push(problem(0, format!("no `{}`", parameter.id()), "every parameter", remedy));
                continue;
            };
            match resolved(parameter, row, frictions) {
                Some(range) => ranges.push(range),
                None => problems.push(problem(
                    row.line,
                    format!("the fact of `{}`", row.id),
                    "an item of data/base/frictions.csv that has numbers",
                    "spell the item as in that table".to_owned(),
                )),
            }
        }
        (problems.len() == before).then_some(Self { ranges })
    }

    /// A parameter's range.
    pub fn range(&self, parameter: Parameter) -> &ParameterRange {
        &self.ranges[parameter as usize]
    }
    /// Every range.
    pub fn ranges(&self) -> &[ParameterRange] {
        &self.ranges
    }
    /// Ranges of the parameters that runs ask for.
    pub fn of_runs(&self) -> Vec<&ParameterRange> {
        self.ranges.iter().filter(|it| !it.parameter.is_of_replays()).collect()
    }
    /// The same parameters with the ranges that calibration leaves where the facts identify them. A calibration from
    /// other ranges than these is a problem: it says nothing of them. One that is not in use is a record, and changes
    /// nothing.
    pub fn calibrated(mut self, posterior: &PosteriorRecords, problems: &mut Vec<Problem>) -> Option<Self> {
        if !posterior.in_use {
            return Some(self);
        }
        let before = problems.len();
        for row in &posterior.rows {
            let problem = |found: String, expected: &str, remedy: &str| {
                Problem::in_file(POSTERIOR_PATH, found, expected, remedy).at(row.line, 0)
            };
            let Some(range) = self.ranges.iter_mut().find(|it| it.parameter.id() == row.id) else {
                let remedy = "write the file again with `coercivity calibrate --out`";
                problems.push(problem(format!("parameter `{}`", row.id), "a parameter of the model", remedy));
                continue;
            };
            let (low, best, high) = row.prior;
            let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-9);
            if !(close(low, range.low) && close(best, range.best) && close(high, range.high)) {
                let found = format!("`{}` calibrated from {low}, {best}, {high}", row.id);
                let expected =
                    format!("its range in the tables: {}, {}, {}", range.low, range.best, range.high);
                let remedy = "write the file again with `coercivity calibrate --out`";
                problems.push(problem(found, &expected, remedy));
                continue;
            }
            if row.identified {
                (range.low, range.best, range.high) = row.posterior;
                range.cited.note = calibrated_note(&range.cited.note, &row.facts);
                range.cited.sources.push(CALIBRATION.to_owned());
            }
        }
        (problems.len() == before).then_some(self)
    }
    /// The same parameters with one range replaced, as a scenario may.
    #[must_use]
    pub fn with(mut self, range: ParameterRange) -> Self {
        let place = range.parameter as usize;
        self.ranges[place] = range;
        self
    }
}

/// Key of the source that a calibrated range rests on, beside those of its prior.
const CALIBRATION: &str = "calibration";

fn calibrated_note(note: &str, facts: &[String]) -> String {
    let own = format!("calibrated on replays of history; informed by {}", facts.join(", "));
    if note.is_empty() { own } else { format!("{note}; {own}") }
}

fn resolved(parameter: Parameter, row: &ParameterRow, frictions: &[FrictionRow]) -> Option<ParameterRange> {
    let (low, best, high, cited, unit) = match &row.given {
        Given::Here { low, best, high, cited } => (*low, *best, *high, cited.clone(), row.unit),
        Given::Friction(item) => {
            let it = frictions.iter().find(|it| it.item == *item && !it.amount.is_unknown())?;
            let best = it.amount.best.or(it.amount.low).or(it.amount.high)?;
            let (low, high) = (it.amount.low.unwrap_or(best), it.amount.high.unwrap_or(best));
            (low, best, high, it.cited.clone(), it.unit)
        }
    };
    // Percent in a table is a share in memory.
    let (scale, unit) = if unit == Unit::Percent { (0.01, Unit::Share) } else { (1.0, unit) };
    let label = row.label.clone();
    Some(ParameterRange {
        parameter,
        label,
        low: low * scale,
        best: best * scale,
        high: high * scale,
        unit,
        cited,
    })
}
