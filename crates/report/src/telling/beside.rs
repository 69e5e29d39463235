//! The baseline beside a number: its own middle, and the difference draw by draw.

use coercivity_simulate::{Baseline, Drawn, Ledger, Question};
use coercivity_world::scenario::AskedFigure;

use crate::view::{self, BASELINE, Difference, with_article};

use super::Telling;

impl<'a> Telling<'a> {
    /// Whether a figure is asked for.
    pub(super) fn asks(&self, figure: AskedFigure) -> bool {
        self.question.scenario.ask.wants(figure)
    }

    /// What has the baseline's figures in the same draw: the draw itself when the two differ in cuts alone.
    pub(super) fn beside<'d>(&self, drawn: &'d Drawn) -> Option<&'d Drawn> {
        match self.question.baseline {
            Baseline::Itself => None,
            Baseline::WithoutCuts(_) => Some(drawn),
            Baseline::Another(_) => drawn.baseline.as_deref(),
        }
    }

    /// What was asked of the baseline: the law of the scenario itself when the two differ in cuts alone.
    pub(super) fn question_beside(&self) -> Option<&'a Question<'a>> {
        match &self.question.baseline {
            Baseline::Itself => None,
            Baseline::WithoutCuts(_) => Some(self.question),
            Baseline::Another(other) => Some(other),
        }
    }

    /// The baseline's accounts in the same draw.
    pub(super) fn ledger_beside<'d>(&self, drawn: &'d Drawn) -> Option<&'d Ledger> {
        match self.question.baseline {
            Baseline::Itself => None,
            Baseline::WithoutCuts(_) => Some(&drawn.calm_ledger),
            Baseline::Another(_) => drawn.baseline.as_ref().map(|it| &it.ledger),
        }
    }

    /// The baseline's quantile of a figure; none where nothing stands beside.
    pub(super) fn quantile_beside(&self, chance: f64, of: impl Fn(&Drawn) -> f64) -> Option<f64> {
        self.quantile(chance, |it| self.beside(it).map_or(f64::NAN, &of))
    }

    /// A figure of the scenario less that of the baseline, where that is another world.
    pub(super) fn difference(&self, of: impl Fn(&Drawn) -> Option<f64>) -> Option<Difference> {
        self.difference_of(|it| Some(of(it)? - of(it.baseline.as_deref()?)?))
    }

    /// Quantiles of a difference over the draws; none without draws, and none when a draw has no difference: leaving that
    /// draw out would bend the others.
    pub(super) fn difference_of(&self, of: impl Fn(&Drawn) -> Option<f64>) -> Option<Difference> {
        let draws = &self.outcome.draws;
        let told = draws.iter().all(|it| of(it).is_some_and(f64::is_finite));
        let at = |chance: f64| self.quantile(chance, |it| of(it).unwrap_or(f64::NAN));
        if draws.is_empty() || !told {
            return None;
        }
        Some(Difference { p10: at(0.1)?, p50: at(0.5)?, p90: at(0.9)? })
    }
}

impl Telling<'_> {
    /// What sentences call what stands beside (`Baseline::word`).
    pub(super) fn beside_word(&self) -> &str {
        let own = &self.question.scenario.id;
        let beside = self.question.baseline.scenario().map(|it| it.id.as_str());
        beside.filter(|it| it != own).unwrap_or(BASELINE)
    }
    /// The same with its article: "the baseline", or an id.
    pub(super) fn the_beside(&self) -> String {
        with_article(self.beside_word())
    }
}

/// What stands beside, in words.
pub(super) fn baseline(telling: &Telling<'_>) -> Option<view::Baseline> {
    let baseline = telling.question.baseline.scenario()?;
    let differs = telling.question.scenario.differs_from(baseline);
    let differs_in: Vec<String> = differs.iter().map(|it| it.word().to_owned()).collect();
    let same_figures = matches!(telling.question.baseline, Baseline::WithoutCuts(_));
    let mut sentence = format!(
        "{} ({}), under the same draws; this scenario differs in {}.",
        baseline.title,
        baseline.id,
        differs_in.join(", ")
    );
    if same_figures {
        sentence.push_str(&format!(
            " Remanence, coercivity, endurance, leverage and independence are about a cut-off of their own: they are {}'s too.",
            telling.the_beside()
        ));
    }
    Some(view::Baseline {
        id: baseline.id.clone(),
        word: telling.beside_word().to_owned(),
        title: baseline.title.clone(),
        differs_in,
        same_figures,
        sentence,
    })
}
