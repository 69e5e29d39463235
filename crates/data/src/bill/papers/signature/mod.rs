//! Signatures of credentials, checked without a network: tokens signed with EdDSA or ES256, and proofs of the suite
//! eddsa-jcs-2022. A signature proves who signed; whether he is believed is decided by the reader's list of issuers.

mod canonical;
mod issuers;
mod key;
mod letters;
mod proof;
mod token;

#[cfg(test)]
pub(super) mod tests;

pub use issuers::Issuers;
pub(super) use letters::base64;
pub(super) use proof::check_proofs;
pub(super) use token::check_token;

/// What a look at a signature showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Signature {
    /// There is none.
    Absent,
    /// There is one that cannot be checked, and why.
    Unchecked(String),
    /// It is right and of an issuer on the reader's list.
    Verified,
    /// It is right and of a key that the issuer's own name holds, and that name stands on no list.
    Signed,
    /// It is not the issuer's signature of this text, and what was found.
    Wrong(String),
}

/// The word for a claim under a signature that is right and of an issuer on the list.
pub(super) const VERIFIED: &str = "verified";

impl Signature {
    /// The word for how strong a claim under it is.
    pub(super) fn strength(&self) -> &'static str {
        match self {
            Self::Verified => VERIFIED,
            Self::Signed => "signed",
            Self::Absent | Self::Unchecked(_) | Self::Wrong(_) => "stated",
        }
    }
    /// What the reader should know of it.
    pub(super) fn note(&self) -> String {
        match self {
            Self::Absent => "it carries no signature".to_owned(),
            Self::Unchecked(why) => format!("its signature was not checked: {why}"),
            Self::Verified => "its signature was checked with a key of an issuer on the list".to_owned(),
            Self::Signed => {
                "its signature is right, which proves who signed and not that he is to be trusted: its issuer is on no list"
                    .to_owned()
            }
            Self::Wrong(found) => format!("its signature is wrong: {found}"),
        }
    }
}

/// A text and its signature, with what names the key.
struct Signed<'a> {
    /// Who issued it.
    issuer: &'a str,
    /// The name of the key, when one is given.
    key: Option<&'a str>,
    algorithm: key::Algorithm,
    message: &'a [u8],
    signature: &'a [u8],
}

/// Checks a signature by the keys that the issuer is known by. A key whose name holds it is looked at whoever's it is:
/// what it did not sign is wrong, and where the reader lists that very key for the issuer it speaks for the issuer.
fn check(signed: &Signed<'_>, issuers: &Issuers) -> Signature {
    if let Some((owner, key)) = signed.key.and_then(key::Key::of_method).filter(|it| it.0 != signed.issuer) {
        let fits = key.algorithm() == signed.algorithm && key.verifies(signed.message, signed.signature);
        return match fits {
            false => {
                Signature::Wrong(format!("the key that it names, `{owner}`, did not make it over this text"))
            }
            true if issuers.lists_key(signed.issuer, &key) => Signature::Verified,
            true => Signature::Unchecked(foreign(owner, signed.issuer)),
        };
    }
    let keys = match issuers.keys_of(signed.issuer, signed.key) {
        Ok(keys) => keys,
        Err(why) => return Signature::Unchecked(why),
    };
    let fitting: Vec<_> = keys.iter().filter(|it| it.algorithm() == signed.algorithm).collect();
    if fitting.is_empty() {
        let found = format!("it says {}, and no key of its issuer is of that kind", signed.algorithm.word());
        return Signature::Wrong(found);
    }
    match fitting.iter().any(|it| it.verifies(signed.message, signed.signature)) {
        true if issuers.lists(signed.issuer) => Signature::Verified,
        true => Signature::Signed,
        false => Signature::Wrong(format!("no key of `{}` made it over this text", signed.issuer)),
    }
}

/// Why a key of another name proves nothing of an issuer.
fn foreign(owner: &str, issuer: &str) -> String {
    format!("it was made with a key of `{owner}` and not of its issuer `{issuer}`")
}
