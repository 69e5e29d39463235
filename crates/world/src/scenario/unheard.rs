//! What a clause says that its effect cannot hear: it would act as if that were not written.

use coercivity_data::Problem;

use crate::measures::{Border, Clause, Effect, FloorForm, Measure, Reach, Scope, Standing};
use crate::source::problem_at;

/// What a scope may ask of a good beside what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Maker,
    Destination,
    EndUse,
    Provider,
    Inside,
}

/// Who is supported, so that it is clear what a scope can ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Supported {
    /// Makers, for all that they make.
    Makers,
    /// Makers, for what they sell to a buyer.
    Sellers,
    /// Who holds a stock.
    Holders,
    /// Members of a club.
    Members,
}

impl Asked {
    const ALL: [Self; 5] = [Self::Maker, Self::Destination, Self::EndUse, Self::Provider, Self::Inside];

    /// The keys that ask it.
    fn keys(self) -> &'static str {
        match self {
            Self::Maker => "one of `makers`, `made_in`, `made_outside`, `from` or `from_outside`",
            Self::Destination => {
                "one of `to`, `to_outside`, `buyers_in`, `holders_in`, `to_or_user_in` or `crosses_border`"
            }
            Self::EndUse => "`end_uses`",
            Self::Provider => "one of `provider_in` or `provider_outside`",
            Self::Inside => "`inside`",
        }
    }

    /// Whether a scope asks it.
    fn is_in(self, scope: &Scope) -> bool {
        match self {
            Self::Maker => !(scope.makers.is_empty() && scope.made.is_anywhere() && scope.from.is_anywhere()),
            Self::Destination => {
                let crossed = scope.border == Border::Crossed;
                !scope.to.is_anywhere() || scope.to_or_user.is_some() || crossed
            }
            Self::EndUse => !scope.end_uses.is_empty(),
            Self::Provider => !scope.provider.is_anywhere(),
            Self::Inside => scope.reach == Reach::Inside,
        }
    }
}

impl Supported {
    /// Whom an effect supports; nobody where it acts on what moves.
    fn by(effect: &Effect) -> Option<Self> {
        match effect {
            Effect::PriceFloor(floor) => match floor.form {
                FloorForm::Difference => Some(Self::Makers),
                FloorForm::Import => None,
            },
            Effect::Fund(_) | Effect::Hasten { .. } => Some(Self::Makers),
            Effect::Offtake { .. } => Some(Self::Sellers),
            Effect::Stockpile(_) => Some(Self::Holders),
            Effect::Admit(_) => Some(Self::Members),
            Effect::Deny
            | Effect::License(_)
            | Effect::Exempt(_)
            | Effect::Duty { .. }
            | Effect::Quota { .. }
            | Effect::Unmodelled { .. } => None,
        }
    }

    fn hears(self, asked: Asked) -> bool {
        match self {
            Self::Makers => asked == Asked::Maker,
            Self::Sellers => [Asked::Maker, Asked::Destination].contains(&asked),
            Self::Holders | Self::Members => asked == Asked::Destination,
        }
    }

    /// What its scope can ask.
    fn expected(self) -> &'static str {
        match self {
            Self::Makers => "a scope of goods and their makers: who is paid is paid for all that it makes",
            Self::Sellers => "a scope of goods, their makers and their buyers",
            Self::Holders => "a scope of goods and who holds them: a stock takes them whoever made them",
            Self::Members => "a scope of goods and of members who buy them",
        }
    }

    fn remedy(self, asked: Asked) -> &'static str {
        match (self, asked) {
            (Self::Makers, Asked::Destination) => {
                "remove it, or write an `offtake`, which is for what goes to the buyer that its `to` names"
            }
            (Self::Members, Asked::Maker) => {
                "remove it; whom members shun stands in `may_not_buy_from` of the effect"
            }
            _ => "remove it",
        }
    }
}

/// Tells what a scenario's own clauses ask in vain of those whom they support. What binds nobody may ask what it likes.
pub(super) fn tell_unheard(measures: &[Measure], problems: &mut Vec<Problem>) {
    let acting = measures.iter().filter(|it| it.standing != Standing::Proposed);
    for clause in acting.flat_map(|it| &it.clauses) {
        if let Some(supported) = Supported::by(&clause.effect) {
            tell_unheard_scopes(clause, supported, problems);
            if !clause.under.is_empty() {
                let found = format!("`under` of {}", named(clause));
                let expected =
                    "it on clauses about what moves: nothing is captured before somebody is supported";
                problems.push(problem_at(
                    &clause.row,
                    found,
                    expected,
                    "remove it, and state its scope in full",
                ));
            }
        }
    }
}

fn tell_unheard_scopes(clause: &Clause, supported: Supported, problems: &mut Vec<Problem>) {
    let excepted = clause.exceptions.iter().map(|it| ("an exception", it));
    for (part, scope) in [("the scope", &clause.scope)].into_iter().chain(excepted) {
        for asked in Asked::ALL.into_iter().filter(|it| it.is_in(scope) && !supported.hears(*it)) {
            let found = format!("{} in {part} of {}", asked.keys(), named(clause));
            let (expected, remedy) = (supported.expected(), supported.remedy(asked));
            problems.push(problem_at(&clause.row, found, expected, remedy));
        }
    }
}

fn named(clause: &Clause) -> String {
    format!("clause `{}`, whose effect is `{}`", clause.id, clause.effect.word())
}
