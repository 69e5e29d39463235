//! The licence queue: applications wait, are decided by a hazard, and live grants cap a lane. A grant covers what its
//! user has waited for, so that trade rebounds above its usual flow once grants come; where grants last for a while
//! only, what runs out has to be applied for again.

use coercivity_market::month::{Cleared, Month};
use coercivity_world::InstrumentId;

use crate::licence::Handling;
use crate::state::State;

/// What has been granted on a lane, or to one user of it, under one instrument; all but the usual flow in parts of the
/// usual flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Granted {
    /// Part of the applications that has been granted.
    pub live: f64,
    /// Part of the flow that is shipped under them by now: goods leave some time after the grant.
    pub ready: f64,
    /// Months of flow that grants cover because their users had waited, and that have not been shipped yet.
    pub owed: f64,
    /// The usual flow, t/month.
    pub usual: f64,
    /// Part of the applications that will be granted by the time the user has used up its stock.
    pub coming: f64,
    /// Grants and applications since the control began, each again when a grant has run out or was taken back.
    given: f64,
    received: f64,
    /// Grants that run out, oldest first.
    lasting: Vec<Lasting>,
    /// Part of the applications whose grants have run out and that wait again, and the months of flow they have missed.
    renewing: (f64, f64),
}

/// Grants of one period that run out together.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Lasting {
    share: f64,
    months_left: f64,
}

/// Longest memory of a queue, months: what was granted before has been renewed often enough to be spread evenly.
const MEMORY: f64 = 120.0;

impl Granted {
    /// Of a control that began `months` ago and was handled the same way since.
    pub fn settled(handling: &Handling, months: f64, usual: f64) -> Self {
        let nothing = Self {
            live: 0.0,
            ready: 0.0,
            owed: 0.0,
            usual,
            coming: 0.0,
            given: 0.0,
            received: 1.0,
            lasting: Vec::new(),
            renewing: (0.0, 0.0),
        };
        if handling.valid_months.is_infinite() {
            let live = settled_live(handling, months);
            return Self { live, ready: live, coming: live, given: live, ..nothing };
        }
        let span = months.min(MEMORY);
        let periods = span.ceil() as u32;
        let mut queue = nothing;
        for period in 1..=periods {
            let passed = span * f64::from(period) / f64::from(periods);
            queue = queue.next(handling, months - span + passed, (span / f64::from(periods), 0.0));
        }
        Self { ready: queue.live, owed: 0.0, coming: queue.live, ..queue }
    }

    /// A period of `length` later, `months` after the control began. What is decided covers the months it has waited.
    #[must_use]
    pub fn next(mut self, handling: &Handling, months: f64, (length, despatch): (f64, f64)) -> Self {
        self.run_out(length);
        let kept = self.live;
        let live = next_live(handling, kept, months, length);
        self.hold(live - kept, handling.valid_months);
        // Of those who wait, first applications have waited since the control began, the others since their grants ran out.
        let (renewing, missed) = self.renewing;
        let waiting = handling.granted_share - kept;
        let decided = if waiting > 0.0 { ((live - kept) / waiting).clamp(0.0, 1.0) } else { 0.0 };
        self.renewing = ((1.0 - decided) * renewing, (1.0 - decided) * (missed + renewing * length));
        let first = (live - kept - decided * renewing).max(0.0);
        let waited = first * months.clamp(0.0, WAITED_MOST) + decided * missed.min(renewing * WAITED_MOST);
        let ready = self.ready + left(length, despatch) * (live - self.ready);
        Self { live, ready: ready.min(live), owed: self.owed + handling.backlog_share * waited, ..self }
    }

    /// Ends the grants that run out within a period.
    fn run_out(&mut self, length: f64) {
        let mut ended = 0.0;
        self.lasting.retain_mut(|it| {
            it.months_left -= length;
            let lasts = it.months_left > 1e-9;
            if !lasts {
                ended += it.share;
            }
            lasts
        });
        self.live = (self.live - ended).max(0.0);
        self.renewing.0 += ended;
        self.received += ended;
    }

    /// Keeps new grants for as long as they last; what an authority takes back it takes from all alike.
    fn hold(&mut self, added: f64, valid_months: f64) {
        if added < 0.0 {
            let left = if self.live > 0.0 { (1.0 + added / self.live).max(0.0) } else { 0.0 };
            self.lasting.iter_mut().for_each(|it| it.share *= left);
            self.received -= added;
            return;
        }
        self.given += added;
        if added > 0.0 && valid_months.is_finite() {
            self.lasting.push(Lasting { share: added, months_left: valid_months });
        }
    }

    /// Who knows how the authority decides knows what it will have granted `ahead` months later.
    #[must_use]
    fn looking(self, handling: &Handling, months: f64, ahead: f64) -> Self {
        let coming = if self.lasting.is_empty() {
            let deciding = (months + ahead - handling.wait_months.max(months)).max(0.0);
            next_live(handling, self.live, f64::INFINITY, deciding)
        } else {
            let periods = ahead.min(MEMORY).ceil().max(1.0) as u32;
            let length = ahead.min(MEMORY) / f64::from(periods);
            let later = (1..=periods).fold(self.clone(), |queue, period| {
                queue.next(handling, months + length * f64::from(period), (length, 0.0))
            });
            later.live
        };
        Self { coming, ..self }
    }

    /// Applications granted over received, both cumulated since the control began.
    pub fn approval_share(&self) -> f64 {
        self.given / self.received
    }

    /// Most that may be shipped in a period, over the usual flow. Where all is granted, a user that wants more asks for
    /// more.
    pub fn allowed(&self, length: f64, despatch: f64) -> f64 {
        if self.ready >= ALL {
            return WAITED_MOST;
        }
        self.ready + left(length, despatch) * self.owed / length
    }

    /// What is left after a period in which `shipped` times the usual flow was shipped.
    pub(crate) fn ship(&mut self, shipped: f64, length: f64) {
        self.owed = (self.owed - (shipped - self.ready).max(0.0) * length).max(0.0);
    }
}

/// What has been granted on a lane, or to one user of it, by instrument: goods that need several licences pass as far as
/// the scarcest lets them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queues(Vec<(InstrumentId, Granted)>);

impl Queues {
    /// The queue of an instrument.
    pub fn of(&self, instrument: InstrumentId) -> Option<&Granted> {
        self.0.iter().find(|it| it.0 == instrument).map(|it| &it.1)
    }

    /// Every queue with its instrument.
    pub fn iter(&self) -> impl Iterator<Item = (InstrumentId, &Granted)> {
        self.0.iter().map(|it| (it.0, &it.1))
    }

    /// What the scarcest will have granted by the time stocks are used up, t/month.
    pub fn coming(&self) -> f64 {
        let all = self.0.iter().map(|it| it.1.coming * it.1.usual);
        all.reduce(f64::min).unwrap_or(0.0)
    }

    /// What was shipped in a period is taken off what grants still cover, t/month.
    fn ship(&mut self, tonnes: f64, length: f64) {
        for (_, granted) in self.0.iter_mut().filter(|it| it.1.usual > 0.0) {
            granted.ship(tonnes / granted.usual, length);
        }
    }

    /// A period later, with one queue for each of the instruments that ask now; `handled` gives how each decides, and
    /// how many months ago it began to ask.
    pub(crate) fn next(
        &self,
        handled: impl Iterator<Item = (InstrumentId, Handling, f64)>,
        QueuePeriod { length, despatch, usual, held }: QueuePeriod,
    ) -> Self {
        let queue = |(instrument, handling, months): (InstrumentId, Handling, f64)| {
            let granted = match self.of(instrument) {
                Some(before) => {
                    Granted { usual, ..before.clone().next(&handling, months, (length, despatch)) }
                }
                None => Granted::settled(&handling, months.max(0.0), usual),
            };
            (instrument, granted.looking(&handling, months.max(0.0), held))
        };
        Self(handled.map(queue).collect())
    }

    /// Most that may be shipped in a period under all of them, over the usual flow; none when none is asked for.
    pub(crate) fn allowed(&self, length: f64, despatch: f64) -> Option<f64> {
        self.0.iter().map(|it| it.1.allowed(length, despatch)).reduce(f64::min)
    }
}

/// What a queue is told of a period.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QueuePeriod {
    /// Months.
    pub length: f64,
    /// Months from a grant to the border.
    pub despatch: f64,
    /// The usual flow, t/month.
    pub usual: f64,
    /// Months of use that the user holds.
    pub held: f64,
}

/// Part of the applications from which on nobody is refused.
pub(crate) const ALL: f64 = 0.99;

/// Most months of flow that one application asks for beside its current need: nobody applies for more than a year's.
const WAITED_MOST: f64 = 12.0;

/// Part of what has been granted that leaves in a period.
fn left(length: f64, despatch: f64) -> f64 {
    1.0 - (-length / despatch.max(1e-3)).exp()
}

/// Takes what was shipped in a period off what grants still cover.
pub(crate) fn count_shipped(state: &mut State, month: &Month<'_>, cleared: &Cleared) {
    for (&(lane, user), queues) in &mut state.live {
        let shipped = match user {
            None => cleared.rates[lane],
            Some(user) => {
                let own = month.licensed.iter().zip(&cleared.licensed);
                own.filter(|it| it.0.lane == lane && it.0.user == user).map(|it| *it.1).sum()
            }
        };
        queues.ship(shipped, month.length);
    }
}

/// Live grants over normal flow, `months` after a control began, when they were `live` a period of `length` ago.
///
/// Before the first decision nothing is granted; then a share `hazard` of what is still to be granted is decided
/// each month.
pub fn next_live(handling: &Handling, live: f64, months: f64, length: f64) -> f64 {
    if months < handling.wait_months {
        return live.min(handling.granted_share);
    }
    let decided = 1.0 - (1.0 - handling.hazard.clamp(0.0, 1.0)).powf(length);
    live + decided * (handling.granted_share - live)
}

/// Live grants of a control that began `months` ago and was handled the same way since.
pub fn settled_live(handling: &Handling, months: f64) -> f64 {
    let since = (months - handling.wait_months).max(0.0);
    handling.granted_share * (1.0 - (1.0 - handling.hazard.clamp(0.0, 1.0)).powf(since))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handling(granted_share: f64, hazard: f64, wait_months: f64) -> Handling {
        let valid_months = f64::INFINITY;
        Handling { granted_share, hazard, wait_months, backlog_share: 1.0, valid_months }
    }

    #[test]
    fn grants_wait_and_then_approach_the_granted_share() {
        let handling = handling(0.8, 0.5, 2.0);
        let mut live = 0.0;
        let mut seen = Vec::new();
        for month in 0..12 {
            live = next_live(&handling, live, f64::from(month) + 0.5, 1.0);
            seen.push(live);
        }
        assert_eq!(&seen[..2], [0.0, 0.0]);
        assert!((seen[2] - 0.4).abs() < 1e-12 && seen[11] > 0.79 && seen[11] <= 0.8);
        assert!((settled_live(&handling, 3.0) - 0.4).abs() < 1e-12);
    }

    #[test]
    fn a_grant_covers_what_its_user_has_waited_for_until_that_is_shipped() {
        let handling = handling(0.98, 0.5, 3.0);
        let mut granted = Granted::settled(&handling, 0.0, 10.0);
        let (mut shipped, mut most) = (0.0, 0.0_f64);
        for month in 1..=60 {
            granted = granted.next(&handling, f64::from(month), (1.0, 0.5));
            let allowed = granted.allowed(1.0, 0.5);
            most = most.max(allowed);
            shipped += allowed;
            granted.ship(allowed, 1.0);
        }
        assert!(most > 1.5, "trade rebounds above its usual flow: {most}");
        assert!(granted.owed < 1e-6 && (granted.ready - 0.98).abs() < 1e-6);
        // All that was not shipped while applications waited is shipped in the end, but for what was under way.
        assert!((58.0..61.5).contains(&shipped), "{shipped} months of flow in 60");
    }

    #[test]
    fn what_nobody_ships_stays_owed() {
        let handling = handling(1.0, 1.0, 2.0);
        let before = Granted::settled(&handling, 1.0, 10.0);
        let mut granted = before.next(&handling, 2.5, (1.0, 0.2));
        let owed = granted.owed;
        granted.ship(granted.ready, 1.0);
        assert_eq!((granted.owed, owed), (2.5, 2.5), "users that ask for no more than usual leave it");
    }

    #[test]
    fn grants_of_six_months_run_out_and_are_waited_for_again() {
        let six = Handling { valid_months: 6.0, ..handling(1.0, 0.5, 1.0) };
        let mut granted = Granted::settled(&six, 0.0, 10.0);
        let (mut live, mut shipped) = (Vec::new(), 0.0);
        for month in 1..=240 {
            granted = granted.next(&six, f64::from(month), (1.0, 1e-3));
            shipped += granted.allowed(1.0, 1e-3);
            granted.ship(granted.allowed(1.0, 1e-3), 1.0);
            live.push(granted.live);
        }
        let highest = live[..6].iter().copied().fold(0.0, f64::max);
        assert!(live[6] < highest, "the first half run out together: {:?}", &live[..8]);
        // In the long run a grant is live for six months and is waited for one on average before it, counted at the end
        // of a period in which half of those who wait are decided about.
        assert!((live[239] - 6.0 / 7.0).abs() < 0.02, "{}", live[239]);
        assert!(
            (230.0..=241.0).contains(&shipped),
            "what is missed while waiting is shipped after: {shipped}"
        );
        let old = Granted::settled(&six, f64::INFINITY, 10.0);
        assert!((old.live - live[239]).abs() < 0.02, "{} and {}", old.live, live[239]);
    }

    #[test]
    fn what_is_taken_back_runs_out_no_second_time() {
        let six = Handling { valid_months: 6.0, ..handling(1.0, 1.0, 0.0) };
        let none = Handling { granted_share: 0.0, ..six };
        let mut granted = Granted::settled(&six, 0.0, 10.0).next(&six, 1.0, (1.0, 0.5));
        assert_eq!(granted.live, 1.0);
        for month in 2..=12 {
            granted = granted.next(&none, f64::from(month), (1.0, 0.5));
            assert_eq!(granted.live, 0.0);
        }
    }

    #[test]
    fn goods_that_need_two_licences_pass_as_the_scarcer_lets_them() {
        let id = |it: &str| InstrumentId::new(it).unwrap();
        let asked =
            |fast: f64| [(id("a"), handling(fast, 1.0, 0.0), 3.0), (id("b"), handling(0.4, 1.0, 0.0), 3.0)];
        let period = QueuePeriod { length: 1.0, despatch: 1e-3, usual: 10.0, held: 0.0 };
        let both = Queues::default().next(asked(0.9).into_iter(), period);
        assert_eq!(both.allowed(1.0, 1e-3), Some(0.4));
        assert!((both.coming() - 4.0).abs() < 1e-9);
        let one = both.next(asked(0.9).into_iter().take(1), period);
        assert!(one.of(id("b")).is_none() && one.allowed(1.0, 1e-3) > Some(0.8));
    }
}
