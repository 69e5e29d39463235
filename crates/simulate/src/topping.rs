//! What several clauses pay on top of the price of one kilogram.
//!
//! A kilogram is sold once, and topped up to each price once. What is agreed with a buyer is what its share of an output
//! fetches; a guaranteed price then tops up what is fetched, and adds what earlier ones leave below it. So no clause pays or
//! takes more than it would alone, and the maker never has more than the best of what it is promised.

/// What one support promises the maker of an output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Promise {
    /// The support, by its place in the list.
    pub support: usize,
    /// Its [turn](crate::Support::turn).
    pub turn: usize,
    /// What it promises.
    pub of: Promised,
}

/// What is promised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Promised {
    /// A share of the output is taken, at an agreed price (USD/kg) where one is stated.
    Sale { share: f64, price: Option<f64> },
    /// A price is guaranteed, USD/kg, for a share of what is fetched above it.
    Floor { price: f64, upside_share: f64 },
}

/// What one promise adds to the price of a part of an output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Topping {
    /// The support, by its place in the list.
    pub support: usize,
    /// The part of the output.
    pub share: f64,
    /// What is added to its price, USD/kg.
    pub usd_per_kg: f64,
}

impl Topping {
    /// What it adds to a kilogram of the whole output, USD.
    pub(crate) fn on_the_whole(&self) -> f64 {
        self.share * self.usd_per_kg
    }
}

/// What each sale takes of an output, as support, share and price: as much as it states, or what those before it leave.
/// Promises stand in their turns.
pub(crate) fn taken<'a>(
    promises: impl Iterator<Item = &'a Promise>,
) -> impl Iterator<Item = (usize, f64, Option<f64>)> {
    let mut left = 1.0;
    promises.filter_map(move |it| match it.of {
        Promised::Sale { share, price } => {
            let taken = share.min(left);
            left -= taken;
            Some((it.support, taken, price))
        }
        Promised::Floor { .. } => None,
    })
}

/// Tells what each promise adds to the price of an output that fetches `price` on the market, USD/kg: under a floor F a
/// maker that is paid `p` has `p + max(0, F - p) - upside max(0, p - F)`; a sale adds its share of what it is dearer or
/// cheaper than the market. Promises stand in their turns.
pub(crate) fn toppings<'a>(
    promises: impl Iterator<Item = &'a Promise> + Clone,
    price: f64,
    mut pay: impl FnMut(Topping),
) {
    let mut on_the_market = 1.0;
    for (support, share, agreed) in taken(promises.clone()) {
        if let Some(agreed) = agreed {
            pay(Topping { support, share, usd_per_kg: agreed - price });
            on_the_market -= share;
            top_up(promises.clone(), (share, agreed), &mut pay);
        }
    }
    top_up(promises, (on_the_market, price), &mut pay);
}

/// Tops up a share of an output that fetches a price. What others pay on top counts as had, and what others take of a gain
/// is no gain any more; what they pay is no gain, and what they take is nobody's to make good.
fn top_up<'a>(
    promises: impl Iterator<Item = &'a Promise>,
    (share, fetched): (f64, f64),
    pay: &mut impl FnMut(Topping),
) {
    let mut had = fetched;
    for promise in promises {
        if let Promised::Floor { price, upside_share } = promise.of {
            let paid = (price - had.max(fetched)).max(0.0);
            let taken = upside_share * (had.min(fetched) - price).max(0.0);
            pay(Topping { support: promise.support, share, usd_per_kg: paid - taken });
            had += paid - taken;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floor(support: usize, price: f64, upside_share: f64) -> Promise {
        Promise { support, turn: support, of: Promised::Floor { price, upside_share } }
    }
    fn sale(support: usize, share: f64, price: Option<f64>) -> Promise {
        Promise { support, turn: support, of: Promised::Sale { share, price } }
    }
    fn paid(promises: &[Promise], price: f64) -> Vec<f64> {
        let mut paid = vec![0.0; promises.len()];
        toppings(promises.iter(), price, |it| paid[it.support] += it.on_the_whole());
        paid.into_iter().map(|it: f64| (1e9 * it).round() / 1e9).collect()
    }

    #[test]
    fn a_floor_pays_what_earlier_ones_leave_below_it() {
        assert_eq!(paid(&[floor(0, 110.0, 0.3)], 70.0), [40.0]);
        assert_eq!(paid(&[floor(0, 110.0, 0.3)], 120.0), [-3.0]);
        assert_eq!(paid(&[floor(0, 110.0, 0.0), floor(1, 110.0, 0.0)], 70.0), [40.0, 0.0]);
        assert_eq!(paid(&[floor(0, 100.0, 0.0), floor(1, 110.0, 0.0)], 70.0), [30.0, 10.0]);
        // What another pays is no gain to share, and what another takes is not made good.
        assert_eq!(paid(&[floor(0, 110.0, 0.0), floor(1, 80.0, 0.5)], 70.0), [40.0, 0.0]);
        assert_eq!(paid(&[floor(0, 90.0, 0.5), floor(1, 110.0, 0.0)], 100.0), [-5.0, 10.0]);
        // Of a gain that is shared already only the rest is shared again.
        assert_eq!(paid(&[floor(0, 60.0, 0.5), floor(1, 60.0, 0.5)], 100.0), [-20.0, -10.0]);
    }

    #[test]
    fn sales_take_no_more_than_the_whole_and_come_before_floors() {
        assert_eq!(paid(&[sale(0, 0.7, Some(110.0)), sale(1, 0.7, Some(110.0))], 70.0), [28.0, 12.0]);
        assert_eq!(paid(&[sale(0, 0.7, None), sale(1, 0.7, Some(110.0))], 70.0), [0.0, 12.0]);
        assert_eq!(paid(&[sale(0, 1.0, Some(110.0)), sale(1, 0.5, Some(200.0))], 70.0), [40.0, 0.0]);
        // Whichever came first: who sells at 20 and is guaranteed 110 has 110.
        assert_eq!(paid(&[floor(0, 110.0, 0.0), sale(1, 1.0, Some(20.0))], 70.0), [90.0, -50.0]);
        assert_eq!(paid(&[sale(0, 0.5, Some(110.0)), floor(1, 110.0, 0.0)], 70.0), [20.0, 20.0]);
    }
}
