//! A sum of flows as a figure writes it: `mine:CHN_bayan:Nd - 0.185*0.8574*ore:CHN_bayan`.

/// One flow with its coefficient.
#[derive(Clone, Debug, PartialEq)]
pub struct FormTerm {
    /// What the flow is multiplied by.
    pub coefficient: f64,
    /// The flow's id as written.
    pub flow: String,
    /// Where the flow's id begins in the text, in characters from 0.
    pub offset: usize,
}

/// A sum of flows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuantityForm {
    /// The terms, as written.
    pub terms: Vec<FormTerm>,
}

/// What is wrong with a form, and where in the text (in characters from 0).
pub(super) struct BadForm {
    pub(super) offset: usize,
    pub(super) expected: &'static str,
}

impl QuantityForm {
    /// Reads a form: terms joined by `+` and `-`; a term is one flow and any numbers joined by `*` and `/`.
    /// Signs stand between blanks, so that ids and numbers may hold them.
    pub(super) fn read(text: &str) -> Result<Self, BadForm> {
        let mut form = Self::default();
        let mut sign = 1.0;
        let mut open = true;
        for (offset, word) in words(text) {
            match (word, open) {
                ("+" | "-", false) => {
                    sign = if word == "-" { -1.0 } else { 1.0 };
                    open = true;
                }
                ("+" | "-", true) => {
                    return Err(BadForm {
                        offset,
                        expected: "a flow after the sign, such as `mine:CHN_bayan:Nd`",
                    });
                }
                (_, false) => return Err(BadForm { offset, expected: "`+` or `-` between two terms" }),
                (_, true) => {
                    form.terms.push(term(word, sign, offset)?);
                    open = false;
                }
            }
        }
        if open {
            let offset = text.chars().count();
            return Err(BadForm { offset, expected: "a flow, such as `mine:CHN_bayan:Nd`" });
        }
        Ok(form)
    }
}

/// Words between blanks, each with its place in characters.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut place = 0;
    text.split(' ').filter_map(move |word| {
        let offset = place;
        place += word.chars().count() + 1;
        (!word.is_empty()).then_some((offset, word))
    })
}

fn term(word: &str, sign: f64, start: usize) -> Result<FormTerm, BadForm> {
    let (word, mut coefficient, mut place) = match word.strip_prefix('-') {
        Some(rest) => (rest, -sign, start + 1),
        None => (word, sign, start),
    };
    let mut found: Option<(String, usize)> = None;
    let mut divides = false;
    for factor in word.split_inclusive(['*', '/']) {
        let body = factor.trim_end_matches(['*', '/']);
        if body.contains(':') {
            if found.is_some() || divides {
                return Err(BadForm {
                    offset: place,
                    expected: "one flow in a term, and never as a divisor",
                });
            }
            found = Some((body.to_owned(), place));
        } else {
            let number = body.parse::<f64>().ok().filter(|it| it.is_finite() && *it != 0.0);
            let Some(number) = number else {
                return Err(BadForm {
                    offset: place,
                    expected: "a flow with a colon, or a number other than zero",
                });
            };
            coefficient = if divides { coefficient / number } else { coefficient * number };
        }
        divides = factor.ends_with('/');
        place += factor.chars().count();
    }
    let finished = !word.ends_with(['*', '/']) && coefficient.is_finite();
    match found {
        Some((flow, offset)) if finished => Ok(FormTerm { coefficient, flow, offset }),
        _ => {
            Err(BadForm { offset: start, expected: "one flow in each term, such as `0.5*mine:CHN_bayan:Nd`" })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_products_and_divisors_are_read() {
        let form = QuantityForm::read("separated:MYS:Nd/0.5 - 2*0.25*ore:CHN_bayan + a:b").ok().unwrap();
        let seen: Vec<_> =
            form.terms.iter().map(|it| (it.coefficient, it.flow.as_str(), it.offset)).collect();
        assert_eq!(seen, [(2.0, "separated:MYS:Nd", 0), (-0.5, "ore:CHN_bayan", 30), (1.0, "a:b", 46)]);
        assert_eq!(QuantityForm::read("-a:b").ok().unwrap().terms[0].coefficient, -1.0);
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        for (text, offset) in
            [("", 0), ("a:b +", 5), ("a:b c:d", 4), ("2", 0), ("0*a:b", 0), ("a:b*", 0), ("1/a:b", 2)]
        {
            assert_eq!(QuantityForm::read(text).err().map(|it| it.offset), Some(offset), "{text}");
        }
    }
}
