//! Which supports promise what for each output.

use std::collections::BTreeMap;

use crate::setting::Setting;
use crate::support::Support;
use crate::topping::{Promise, Promised, taken};

/// What some supports promise, by output, in their turns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Promises {
    outputs: Vec<((usize, usize, f64), Vec<Promise>)>,
    places: BTreeMap<(usize, usize), usize>,
}

impl Promises {
    /// Of these supports, by their places in the list.
    pub(crate) fn of(
        setting: &Setting,
        supports: &[Support],
        asked: impl IntoIterator<Item = usize>,
    ) -> Self {
        let mut all = Self::default();
        for number in asked {
            for &output in &supports[number].outputs {
                let stuff = setting.chain.nodes[output.1].stuff;
                let Some(promise) = supports[number].promise(number, setting, stuff) else { continue };
                let place = *all.places.entry((output.0, output.1)).or_insert_with(|| {
                    all.outputs.push((output, Vec::new()));
                    all.outputs.len() - 1
                });
                let promised = &mut all.outputs[place].1;
                promised.insert(promised.partition_point(|it| it.turn < promise.turn), promise);
            }
        }
        all
    }

    /// Every output with what is promised for it: activity, node and output of a unit.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = ((usize, usize, f64), &[Promise])> {
        self.outputs.iter().map(|it| (it.0, &it.1[..]))
    }

    /// Part of the share it states that a sale takes of an output, by activity and node: less than all where earlier ones
    /// leave less.
    pub(crate) fn part(&self, support: usize, output: (usize, usize)) -> f64 {
        let Some(place) = self.places.get(&output) else { return 1.0 };
        let promised = &self.outputs[*place].1;
        let stated = promised.iter().find_map(|it| match it.of {
            Promised::Sale { share, .. } if it.support == support => Some(share),
            Promised::Sale { .. } | Promised::Floor { .. } => None,
        });
        let takes = taken(promised.iter()).find(|it| it.0 == support);
        match (stated, takes) {
            (Some(stated), Some((_, takes, _))) if takes < stated => takes / stated,
            _ => 1.0,
        }
    }
}
